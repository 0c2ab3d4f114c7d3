import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import App from './app/App.vue'
import { watchErrors } from './app/errors'
import { queries } from './app/query'
import { router } from './app/router'
import { startWorker } from './app/worker'
import { language } from './i18n'
import './styles/app.css'

document.documentElement.lang = language.value
const connection = (navigator as { connection?: { saveData?: boolean } }).connection
document.documentElement.toggleAttribute('data-saves-data', connection?.saveData ?? false)

const app = createApp(App)
watchErrors(app)
app.use(router).use(VueQueryPlugin, { queryClient: queries }).mount('#app')
startWorker()
// after the page is there: nobody can fill in a form before it
void import('./app/field-messages').then(({ speakOfFields }) => speakOfFields(document))
