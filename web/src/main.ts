// The site's own page: the app in the document, and the service worker that keeps it for when there is no network.
import { trustedScript } from './analyzer'
import { App } from './app'

let isKept = false
new App({
  root: document, wasm: 'whycors-core.wasm', pages: '', platform: '', remembers: true,
  onReport() {
    // Not before the first answer: it would take the line from what is needed now.
    if (isKept || !('serviceWorker' in navigator) || !isSecureContext) return
    isKept = true
    navigator.serviceWorker.register(trustedScript('sw.js')).catch(() => { /* then it works with the network alone */ })
  },
})
