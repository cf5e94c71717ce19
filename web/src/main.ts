import type { Options, Report } from 'whycors'

import { Analyzer, type Answer } from './analyzer'
import { toMarkdown } from './markdown'
import { toDom } from './node'
import { samples } from './samples'
import { strings } from './strings'
import { diagnosis } from './view'

const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T
const paste = find<HTMLTextAreaElement>('paste')
const detected = find('detected')
const status = find('status')
const result = find('result')
const sampleMenu = find<HTMLSelectElement>('samples')
const platform = find<HTMLSelectElement>('platform')
const controls = { origin: find<HTMLInputElement>('origin'), credentials: find<HTMLSelectElement>('credentials'), initiator: find<HTMLSelectElement>('initiator') }

let blocks: NonNullable<Options['blocks']> = {}
let wantsSteps = false
let wantsFocus = false
let shown: Report | undefined

const analyzer = new Analyzer(show)

function options(): Options {
  const chosen: Options = { blocks, steps: wantsSteps }
  if (platform.value) chosen.platform = platform.value
  if (controls.origin.value.trim()) chosen.origin = controls.origin.value.trim()
  if (controls.credentials.value) chosen.credentials = controls.credentials.value as NonNullable<Options['credentials']>
  if (controls.initiator.value) chosen.initiator = controls.initiator.value as NonNullable<Options['initiator']>
  return chosen
}

function show(answer: Answer) {
  if ('crash' in answer) {
    status.textContent = strings.crashed
    return
  }
  const { report } = answer
  shown = report
  detected.textContent = `${strings.detected}: ${report.detected.text}`
  if (status.textContent !== report.summary) status.textContent = report.summary
  const open = new Set([...result.querySelectorAll('details[open]')].map((one) => one.id).filter(Boolean))
  result.replaceChildren(toDom(diagnosis(report, paste.value)))
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  if (wantsFocus) document.getElementById('verdict')?.focus()
  wantsFocus = false
}

/** Hands a text over as a file, without a server. */
function download(name: string, text: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function analyse() {
  analyzer.ask(paste.value, options())
}

let waiting: ReturnType<typeof setTimeout> | undefined
function soon() {
  clearTimeout(waiting)
  waiting = setTimeout(analyse, 150)
}

paste.addEventListener('input', () => {
  blocks = {}
  soon()
})
paste.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  wantsFocus = true
  analyse()
})
for (const control of Object.values(controls)) control.addEventListener('input', soon)

// The one thing that is kept on the device: which server somebody works with.
const remembered = 'whycors.platform'
try {
  platform.value = localStorage.getItem(remembered) ?? ''
} catch { /* storage is switched off */ }
platform.addEventListener('change', () => {
  try {
    localStorage.setItem(remembered, platform.value)
  } catch { /* storage is switched off */ }
  analyse()
})

sampleMenu.addEventListener('change', () => {
  const sample = samples[Number(sampleMenu.value)]
  if (!sample) return
  paste.value = sample.text
  blocks = {}
  for (const control of Object.values(controls)) control.value = ''
  if (sample.credentials) controls.credentials.value = sample.credentials
  analyse()
  sampleMenu.value = ''
})
find('clear').addEventListener('click', () => {
  paste.value = ''
  blocks = {}
  paste.focus()
  analyse()
})

result.addEventListener('change', (event) => {
  const select = event.target as HTMLSelectElement
  if (select.dataset['block'] === undefined) return
  blocks = { ...blocks, [Number(select.dataset['block'])]: select.value as 'preflight' }
  analyse()
})
result.addEventListener('click', (event) => {
  const target = (event.target as HTMLElement).closest<HTMLElement>('[data-select],[data-copy],[data-keep]')
  if (!target) return
  if (target.dataset['keep'] === 'markdown' && shown)
    void navigator.clipboard.writeText(toMarkdown(shown, paste.value)).then(() => { target.textContent = strings.copied })
  if (target.dataset['keep'] === 'json' && shown) download('whycors.json', JSON.stringify(shown, null, 2))
  if (target.dataset['copy'] !== undefined)
    void navigator.clipboard.writeText(target.dataset['copy']).then(() => { target.textContent = strings.copied })
  if (target.dataset['select'] !== undefined) {
    const [start, end] = target.dataset['select'].split(',').map(Number)
    paste.focus()
    paste.setSelectionRange(start ?? 0, end ?? 0)
  }
})
// The long form is asked for when it is opened.
result.addEventListener('toggle', (event) => {
  const details = event.target as HTMLDetailsElement
  if (details.id !== 'steps' || !details.open || wantsSteps || !shown) return
  wantsSteps = true
  analyse()
}, true)

if (paste.value) analyse()
paste.focus({ preventScroll: true })
