/** One line of `routes.json`, the list of every address; the server reads it too, to preload what a page needs first. */
declare module 'virtual:routes' {
  interface ListedRoute {
    path: string
    name: string
    page: () => Promise<{ default: import('vue').Component }>
    /** `anyone` needs no session, a permission's name needs that permission, nothing needs to be signed in */
    access?: string
    /** the page has a bar of its own at the bottom of a phone */
    focused?: boolean
  }
  const listed: readonly ListedRoute[]
  export default listed
}
