// The living page: what is pasted, chosen and built goes to the analyser, and its answers are shown.
import type { HarReport, Options, Report } from 'whycors'

import { Analyzer, type Answer } from './analyzer'
import type { Builder } from './later/builder'
import { patch } from './node'
import { strings } from './strings'
import { diagnosis } from './views/diagnosis'
import { prose } from './views/prose'
import { backTo, welcome } from './views/unsure'
import { told } from './views/verdict'

declare const SAMPLE_TITLES: string[]

export interface Setting {
  root: Document | ShadowRoot
  /** Where the core's file is. */
  wasm: string
  /** Where the explain pages are; null when there are none. */
  pages: string | null
  /** The server whose configs are shown, until the reader chooses another. */
  platform: string
  /** Whether the reader's server is remembered on the device. */
  remembers: boolean
  onReport(report: Report): void
}

/** What is shown of a larger text; the box of no browser stays quick with megabytes in it. */
const shownOfHeld = 4000
const heldFrom = 300_000
/** An answer that takes longer is waited for in sight. */
const soon = 300
/** While one types, an answer is read out only after such a pause. */
const pause = 1500
const mostOfFile = 64_000_000
const remembered = 'whycors.platform'

type Choices = Pick<Options, 'origin' | 'credentials' | 'initiator'>

export class App {
  readonly #setting: Setting
  readonly #analyzer: Analyzer
  readonly #paste: HTMLTextAreaElement
  readonly #result: HTMLElement
  readonly #status: HTMLElement
  readonly #detected: HTMLElement
  /** The text, when it is too large to stand in the box. */
  #held: string | undefined
  #note: string
  #choices: Choices = {}
  #blocks: NonNullable<Options['blocks']> = {}
  /** The server that the reader picked, and the one that is taken where neither the reader nor an answer tells. */
  #picked = ''
  #usual: string
  #wantsSteps = false
  #wantsFocus = false
  /** The recording that is shown, or that the text was taken from. */
  #recording: { report: HarReport; name: string } | undefined
  #shown: { report: Report; text: string } | undefined
  #builder: Builder | undefined
  #isBuilding = false
  #waiting: ReturnType<typeof setTimeout> | undefined
  #late: ReturnType<typeof setTimeout> | undefined
  #saying: ReturnType<typeof setTimeout> | undefined
  #isTyping = false

  constructor(setting: Setting) {
    this.#setting = setting
    this.#paste = this.#find('paste')
    this.#result = this.#find('result')
    this.#status = this.#find('status')
    this.#detected = this.#find('detected')
    this.#note = this.#paste.value ? strings.example : ''
    this.#usual = setting.platform || 'nginx'
    try {
      if (setting.remembers) this.#usual = localStorage.getItem(remembered) ?? this.#usual
    } catch { /* storage is switched off */ }
    this.#analyzer = new Analyzer(setting.wasm, (answer) => this.#show(answer))
    this.#listen()
    this.#analyse()
    if (setting.root === document) {
      this.#paste.focus({ preventScroll: true })
      this.#paste.select()
      addEventListener('hashchange', () => void this.#openLink())
      void this.#openLink()
    }
  }

  get platform() {
    return this.#usual
  }
  set platform(name: string) {
    this.#usual = name
    this.#picked = ''
    this.#analyse()
  }

  #find<T extends HTMLElement>(id: string): T {
    return this.#setting.root.getElementById(id) as T
  }
  get #text() {
    return this.#held ?? this.#paste.value
  }

  get #isExample() {
    return !this.#isBuilding && this.#note === strings.example
  }

  #options(): Options {
    const options: Options = { ...this.#choices, blocks: this.#blocks, steps: this.#wantsSteps, usualPlatform: this.#usual }
    if (this.#picked) options.platform = this.#picked
    return options
  }

  #analyse() {
    clearTimeout(this.#waiting)
    this.#complain('')
    // What is shown is of another text until then; the example's own answer is there already.
    this.#late ??= this.#isExample ? undefined : setTimeout(() => this.#wait(), soon)
    if (this.#isBuilding && this.#builder) {
      const { text, options } = this.#builder.asked()
      this.#analyzer.ask(text, { ...this.#options(), ...options })
    } else {
      this.#analyzer.ask(this.#text, this.#options())
    }
  }
  #soon() {
    clearTimeout(this.#waiting)
    clearTimeout(this.#saying)
    this.#waiting = setTimeout(() => this.#analyse(), 150)
  }
  #wait() {
    this.#detected.textContent = strings.working
    this.#result.dataset['stale'] = ''
  }

  /** Reads out to those who don't see it. */
  #say(text: string) {
    clearTimeout(this.#saying)
    if (this.#status.textContent === text) return
    if (!this.#isTyping) this.#status.textContent = text
    else this.#saying = setTimeout(() => { this.#status.textContent = text }, pause)
  }
  #complain(text: string) {
    const trouble = this.#find('trouble')
    patch(trouble, prose(text))
    trouble.hidden = text === ''
  }

  #show(answer: Answer) {
    clearTimeout(this.#late)
    this.#late = undefined
    if ('trouble' in answer) {
      this.#complain(strings[answer.trouble])
      this.#detected.textContent = this.#note
      // What is shown is still of the text before.
      if (!this.#isExample) this.#result.dataset['stale'] = ''
      return
    }
    delete this.#result.dataset['stale']
    this.#shown = answer
    const { report, text } = answer
    const isEmpty = text.trim() === ''
    this.#detected.textContent = this.#note || (isEmpty ? '' : `${strings.detected}: ${report.detected.text}`)
    const { lead, say } = told(report)
    this.#say(isEmpty || this.#isExample ? '' : [lead, say].filter(Boolean).join(': '))
    patch(this.#result, [
      ...(this.#isBuilding && this.#builder ? [this.#builder.view()] : this.#recording ? [backTo(this.#recording.name)] : []),
      isEmpty && !this.#isBuilding ? welcome(SAMPLE_TITLES.slice(0, 8)) : diagnosis(report, text, this.#setting.pages),
    ])
    this.#result.dataset['of'] = String(text.length)
    if (this.#wantsFocus) this.#find('verdict')?.focus()
    this.#wantsFocus = false
    this.#setting.onReport(report)
  }

  /** Another text: what was chosen about the last one does not hold for it. */
  #take(text: string, note = '', choices: Choices = {}, isOfRecording = false) {
    if (!isOfRecording) this.#recording = undefined
    this.#held = text.length > heldFrom ? text : undefined
    this.#paste.value = this.#held === undefined ? text : text.slice(0, shownOfHeld)
    this.#paste.readOnly = this.#held !== undefined
    this.#paste.scrollTop = 0
    this.#note = this.#held === undefined ? note : strings.held(strings.megabytes(text.length))
    this.#blocks = {}
    this.#choices = choices
    this.#isTyping = false
    this.#choose('paste')
    this.#analyse()
  }

  async #takeFile(file: File) {
    if (/\.har$/i.test(file.name)) return this.#takeRecording(file)
    if (file.size > mostOfFile) return this.#complain(strings.tooLarge(strings.megabytes(file.size), strings.megabytes(mostOfFile)))
    this.#take(await file.text(), file.name)
  }

  /** A recording is told as a whole; an example of it can be taken to the paste box. */
  async #takeRecording(file: File) {
    const size = strings.megabytes(file.size)
    const tell = (done: number) => { this.#detected.textContent = strings.har.reading(strings.megabytes(done), size) }
    tell(0)
    try {
      this.#recording = { report: await this.#analyzer.triage(file, ({ bytes }) => tell(bytes)), name: file.name }
    } catch (error) {
      this.#show({ trouble: error instanceof Error && 'trouble' in error ? error.trouble as 'crashed' : 'crashed' })
      return
    } finally {
      this.#detected.textContent = file.name
    }
    await this.#showRecording()
  }

  async #showRecording() {
    const { harView } = await import('./later/all')
    if (!this.#recording) return
    const { report, name } = this.#recording
    this.#choose('paste')
    this.#held = undefined
    this.#paste.value = ''
    this.#paste.readOnly = false
    this.#detected.textContent = name
    this.#complain('')
    delete this.#result.dataset['stale']
    patch(this.#result, harView(report, name))
    this.#status.textContent = strings.har.summary(report.calls, report.entries, report.failed)
    this.#find('verdict')?.focus()
  }

  async #takeSample(index: number) {
    const { samples } = await import('./later/all')
    const sample = samples[index]
    if (sample) this.#take(sample.text, '', sample.credentials ? { credentials: sample.credentials } : {})
  }

  async #openLink() {
    if (!location.hash.startsWith('#v1.')) return
    const { read } = await import('./later/all')
    const shared = await read(location.hash)
    if (shared) this.#take(shared.text, strings.shared, shared.choices)
    else this.#complain(strings.badLink)
  }

  /** Opens one of the two doors. */
  #choose(door: 'paste' | 'build') {
    this.#isBuilding = door === 'build'
    for (const one of ['paste', 'build'] as const) {
      const tab = this.#find(`tab-${one}`)
      tab.setAttribute('aria-selected', String(one === door))
      tab.tabIndex = one === door ? 0 : -1
      this.#find(`door-${one}`).hidden = one !== door
    }
  }

  async #build() {
    this.#choose('build')
    if (!this.#builder) {
      const { Builder } = await import('./later/all')
      this.#builder ??= new Builder(this.#find('door-build'), this.#analyzer, () => {
        if (!this.#isBuilding) return
        this.#blocks = {}
        this.#choices = {}
        this.#analyse()
      })
    }
    await this.#builder.refresh()
  }

  async #copy(text: string, clicked: HTMLElement) {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      // No clipboard without a secure context: the old way, from a box that is gone at once.
      const box = document.createElement('textarea')
      box.value = text
      clicked.after(box)
      box.select()
      document.execCommand('copy')
      box.remove()
      clicked.focus()
    }
    this.#say(strings.copied)
    const before = clicked.dataset['says'] ?? clicked.textContent ?? ''
    clicked.dataset['says'] = before
    clicked.textContent = strings.copied
    setTimeout(() => {
      if (clicked.textContent === strings.copied) clicked.textContent = before
    }, 1600)
  }

  #download(name: string, type: string, text: string) {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type }))
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }

  async #keep(what: string, clicked: HTMLElement) {
    if (!this.#shown) return
    const { report, text } = this.#shown
    if (what === 'markdown') return this.#copy((await import('./later/all')).toMarkdown(report, text), clicked)
    if (what === 'json') return this.#download('whycors.json', 'application/json', JSON.stringify(report, null, 2))
    if (what === 'sarif') return this.#download('whycors.sarif', 'application/sarif+json', JSON.stringify(await (await import('./later/all')).toSarif(report, text, this.#setting.pages), null, 2))
    if (what === 'print') return print()
    const { openShare } = await import('./later/all')
    const choices = this.#isBuilding && this.#builder ? { ...this.#choices, ...this.#builder.asked().options } : this.#choices
    return openShare(this.#find<HTMLDialogElement>('share'), this.#analyzer, text, choices, (link, button) => this.#copy(link, button))
  }

  #setPlatform(name: string) {
    if (!name) return
    this.#picked = this.#usual = name
    try {
      if (this.#setting.remembers) localStorage.setItem(remembered, name)
    } catch { /* storage is switched off */ }
    this.#analyse()
  }

  #select(range: string) {
    if (this.#isBuilding) return
    const [start = 0, end = 0] = range.split(',').map(Number)
    this.#paste.focus()
    this.#paste.setSelectionRange(start, end)
  }

  #listen() {
    const { root } = this.#setting
    this.#paste.addEventListener('input', (event) => {
      this.#isTyping = /^(insertText|insertLine|insertComp|delete)/.test((event as InputEvent).inputType)
      this.#note = ''
      this.#blocks = {}
      this.#choices = {}
      this.#soon()
    })
    this.#paste.addEventListener('paste', (event) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      const file = event.clipboardData?.files[0]
      if (file) void this.#takeFile(file)
      else if (this.#held !== undefined || text.length > heldFrom) this.#take(text)
      else return
      event.preventDefault()
    })
    this.#paste.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      this.#explicitly()
    })
    const desk = this.#paste.closest('.desk')!
    desk.addEventListener('dragover', (event) => event.preventDefault())
    desk.addEventListener('drop', (event) => {
      const { dataTransfer } = event as DragEvent
      const file = dataTransfer?.files[0]
      const text = dataTransfer?.getData('text/plain')
      if (!file && !text) return
      event.preventDefault()
      if (file) void this.#takeFile(file)
      else if (text) this.#take(text)
    })
    this.#find('analyse').addEventListener('click', () => this.#explicitly())
    this.#find('clear').addEventListener('click', () => {
      this.#take('')
      this.#paste.focus()
    })
    const file = this.#find<HTMLInputElement>('file')
    file.addEventListener('change', () => {
      if (file.files?.[0]) void this.#takeFile(file.files[0])
      file.value = ''
    })
    const samples = this.#find<HTMLSelectElement>('samples')
    samples.addEventListener('change', () => {
      if (samples.value) void this.#takeSample(Number(samples.value))
      samples.value = ''
    })
    const tabs = ['paste', 'build'] as const
    for (const one of tabs) {
      const tab = this.#find(`tab-${one}`)
      const open = () => {
        if (one === 'build') void this.#build()
        else {
          this.#choose('paste')
          this.#analyse()
        }
      }
      tab.addEventListener('click', open)
      tab.addEventListener('keydown', (event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
        const other = this.#find(`tab-${one === 'paste' ? 'build' : 'paste'}`)
        other.focus()
        other.click()
      })
    }
    root.addEventListener('click', (event) => this.#clicked((event.target as HTMLElement).closest<HTMLElement>('button')))
    this.#result.addEventListener('change', (event) => this.#changed(event.target as HTMLInputElement))
    // The long form is asked for when it is opened.
    this.#result.addEventListener('toggle', (event) => {
      const details = event.target as HTMLDetailsElement
      if (details.id !== 'steps' || !details.open || this.#wantsSteps) return
      this.#wantsSteps = true
      this.#analyse()
    }, true)
  }

  #explicitly() {
    this.#wantsFocus = true
    this.#isTyping = false
    this.#analyse()
  }

  #clicked(target: HTMLElement | null) {
    if (!target) return
    const { copy, select, keep, platform, sample, example, back, reset } = target.dataset
    if (copy !== undefined) void this.#copy(target.closest('.copyable')?.querySelector('pre')?.textContent ?? '', target)
    else if (select !== undefined) this.#select(select)
    else if (keep !== undefined) void this.#keep(keep, target)
    else if (platform !== undefined) this.#setPlatform(platform)
    // What was clicked is gone then; the answer is where to go on.
    else if (sample !== undefined) {
      this.#wantsFocus = true
      void this.#takeSample(Number(sample))
    } else if (example !== undefined) {
      this.#wantsFocus = true
      this.#take(this.#recording?.report.groups[Number(example)]?.example.text ?? '', '', {}, true)
    } else if (back !== undefined) void this.#showRecording()
    else if (reset !== undefined) {
      target.closest('dd')?.querySelector<HTMLElement>('[data-choice]:is(:checked, :not([type=radio]))')?.focus()
      delete this.#choices[reset as keyof Choices]
      this.#analyse()
    }
  }

  #changed(target: HTMLInputElement) {
    const { choice, block, platform } = target.dataset
    if (platform !== undefined) this.#setPlatform(target.value)
    else if (block !== undefined) this.#blocks = { ...this.#blocks, [Number(block)]: target.value as 'preflight' }
    else if (choice !== undefined) {
      const value = target.value.trim()
      const choices: Record<string, string> = { ...this.#choices }
      if (value) choices[choice] = value
      else delete choices[choice]
      this.#choices = choices as Choices
    } else return
    this.#analyse()
  }
}
