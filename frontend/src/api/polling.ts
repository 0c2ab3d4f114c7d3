/** How long to wait before asking again about work that runs in the background; false: it is done. */
export function pollWhile(running: boolean | undefined): number | false {
  return running ? 2_000 : false
}
