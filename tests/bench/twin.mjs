// The evaluator once more, in plain JavaScript, as somebody would write it who had no WebAssembly: the yardstick of
// scripts/bench, and a second opinion on the core's verdicts. No product. It knows fetch, XMLHttpRequest and elements in
// one exchange; page policies, address spaces and preflight caches are left to the core.

const verdicts = { allowed: 0, blocked: 1, opaque: 2, undetermined: 3 }
const stages = { request: 0, preflight: 1, redirect: 2, response: 3 }
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const safelistedMethods = new Set(['GET', 'HEAD', 'POST'])
const forbiddenMethods = new Set(['CONNECT', 'TRACE', 'TRACK'])
const normalizedMethods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])
const forbiddenHeaders = new Set(['accept-charset', 'accept-encoding', 'access-control-request-headers', 'access-control-request-method',
  'connection', 'content-length', 'cookie', 'cookie2', 'date', 'dnt', 'expect', 'host', 'keep-alive', 'origin', 'referer', 'set-cookie',
  'te', 'trailer', 'transfer-encoding', 'upgrade', 'via'])
const overriding = new Set(['x-http-method', 'x-http-method-override', 'x-method-override'])
const bodyTypes = { text: 'text/plain;charset=UTF-8', form: 'application/x-www-form-urlencoded;charset=UTF-8', multipart: 'multipart/form-data; boundary=----boundary' }
const formTypes = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])
const badPorts = new Set([0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111,
  113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587,
  601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080])
const redirectStatuses = new Set([301, 302, 303, 307, 308])

const trim = (text) => text.replace(/^[\t ]+|[\t ]+$/g, '')
const trimHttp = (text) => text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')
// eslint-disable-next-line no-control-regex
const hasUnsafeByte = (text) => /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/.test(text)
const hasNonAscii = (text) => /[\x80-\xff]/.test(text)

function parseUrl(text, base) {
  try { return new URL(text, base) } catch { return null }
}
const isHttp = (url) => url.protocol === 'http:' || url.protocol === 'https:'
const originOf = (url) => (isHttp(url) ? url.origin : 'null')
const hasOrigin = (url, origin) => isHttp(url) && url.origin === origin

/** Rows with the name in lower case, as they came. */
const rowsOf = (list) => (list ?? []).map(([name, value]) => ({ name: name.toLowerCase(), written: name, value }))
const first = (rows, name) => rows.find((row) => row.name === name)
const combined = (rows, name) => {
  let value = null
  for (const row of rows) if (row.name === name) value = value === null ? trim(row.value) : `${value}, ${trim(row.value)}`
  return value
}

/** Elements, null where there is no row, undefined where one is no token. */
function listOf(rows, name) {
  let items = null
  for (const row of rows) {
    if (row.name !== name) continue
    items ??= []
    for (const part of row.value.split(',')) {
      const item = trim(part)
      if (!item) continue
      if (!token.test(item)) return undefined
      items.push(item)
    }
  }
  return items
}

function essenceOf(value) {
  const text = trimHttp(value)
  const slash = text.indexOf('/')
  if (slash < 0) return null
  const type = text.slice(0, slash)
  const subtype = text.slice(slash + 1).split(';')[0].replace(/[\t\n\r ]+$/, '')
  return token.test(type) && token.test(subtype) ? `${type}/${subtype}`.toLowerCase() : null
}

const digits = (text) => text.replace(/^0+(?=\d)/, '')
const notAfter = (a, b) => a.length < b.length || (a.length === b.length && a <= b)

function isSimpleRange(value, engine) {
  if (engine === 'webkit') {
    if (!/^bytes=/i.test(value) || /[ \t]/.test(value)) return false
    const range = value.slice(6)
    const hyphen = range.indexOf('-')
    const loose = (text) => /^[\t-\r ]*\+?\d+[\t-\r ]*$/.test(text)
    if (hyphen < 0 || !loose(range.slice(0, hyphen))) return false
    const bare = (text) => digits(text.replace(/^[\t-\r +]+|[\t-\r +]+$/g, ''))
    const end = range.slice(hyphen + 1)
    if (end && (!loose(end) || !notAfter(bare(range.slice(0, hyphen)), bare(end)))) return false
  } else {
    const match = /^bytes=(\d+)-(\d*)$/.exec(value)
    if (!match || value.endsWith('\n')) return false
    if (match[2] && !notAfter(digits(match[1]), digits(match[2]))) return false
  }
  if (engine === 'standard') return true
  const limit = engine === 'chromium' ? '9223372036854775807' : '18446744073709551616'
  return !(value.match(/\d+/g) ?? []).some((number) => notAfter(limit, digits(number)))
}

function isClientHint(name, value) {
  switch (name) {
    case 'dpr': case 'device-memory': case 'downlink': return /^\d+(\.\d+)?$/.test(value) && !value.endsWith('\n')
    case 'rtt': case 'viewport-width': case 'width': return /^\d+$/.test(value) && !value.endsWith('\n')
    case 'save-data': return value.toLowerCase() === 'on'
    case 'ect': return ['slow-2g', '2g', '3g', '4g'].includes(value)
    default: return false
  }
}

function isSafelisted({ name, value }, engine) {
  if (value.length > 128) return false
  switch (name) {
    case 'accept': return !hasUnsafeByte(value) && !(engine === 'gecko' && hasNonAscii(value))
    case 'accept-language': case 'content-language': return /^[ *,\-.;=0-9A-Za-z]*$/.test(value) && !value.includes('\n')
    case 'content-type': {
      if (hasUnsafeByte(value) || (engine === 'gecko' && hasNonAscii(value))) return false
      const essence = essenceOf(value)
      if (!essence) return false
      if (engine === 'gecko' && ((value.endsWith(';') && value.indexOf(';') !== value.length - 1) || value.includes(','))) return false
      return formTypes.has(essence)
    }
    case 'range': return isSimpleRange(value, engine)
    default: return engine === 'chromium' && (isClientHint(name, value) || name === 'intervention')
  }
}

class Run {
  constructor(exchange, engine) {
    this.engine = engine
    this.exchange = exchange
    this.given = exchange.request
    this.preflightSent = false
    this.actualSent = false
    this.inPreflight = false
  }

  word(verdict, stage) {
    return verdicts[verdict] | (stages[stage] << 2) | (this.preflightSent << 4) | (this.actualSent << 5)
  }

  run() {
    try {
      const response = this.construct() && this.mainFetch()
      if (!response) return this.word('blocked', 'request')
      return this.word(response.opaque ? 'opaque' : 'allowed', 'response')
    } catch (failure) {
      if (failure.isUnknown) return this.word('undetermined', 'response')
      if (failure.stage) return this.word('blocked', failure.stage)
      throw failure
    }
  }

  fail(stage) { throw { stage } }

  construct() {
    const { given, engine } = this
    const initiator = given.initiator ?? 'fetch'
    this.origin = given.client === 'sandboxed' ? 'null' : given.origin || this.exchange.page?.origin || ''
    this.mode = initiator === 'font' && engine === 'webkit' ? 'no-cors' : given.mode ?? 'cors'
    this.credentials = given.credentials ?? 'same-origin'
    this.redirect = given.redirect ?? 'follow'
    this.initiator = initiator
    this.isScript = initiator === 'fetch' || initiator === 'xhr'
    this.body = given.body ?? 'none'
    this.useCorsPreflight = false
    this.wasPreflighted = false
    this.beganUnsafe = false
    this.headers = []
    this.chain = []
    const url = parseUrl(given.url, parseUrl(this.origin) ?? undefined)
    if (!url) return false
    const method = given.method ?? 'GET'
    const normalized = normalizedMethods.has(method.toUpperCase()) ? method.toUpperCase() : method
    const type = (body) => (body === 'blob' ? given.bodyType ?? '' : bodyTypes[body] ?? '')
    if (!this.isScript) {
      this.chain.push(url)
      if (initiator === 'fetch' && (url.username || url.password)) return false
      this.method = 'GET'
      if (initiator === 'beacon') {
        this.method = 'POST'
        this.credentials = 'include'
        if (type(this.body)) this.headers.push({ name: 'content-type', value: type(this.body) })
      }
    } else {
      if (initiator === 'fetch' && (url.username || url.password)) return false
      this.chain.push(url)
      if (initiator === 'fetch' && (this.mode === 'navigate' || (given.cache === 'only-if-cached' && this.mode !== 'same-origin'))) return false
      if (!token.test(method) || forbiddenMethods.has(method.toUpperCase())) return false
      this.method = normalized
      if (initiator === 'fetch' && this.mode === 'no-cors' && !safelistedMethods.has(normalized)) return false
      for (const [written, raw] of given.headers ?? []) {
        const header = { name: written.toLowerCase(), value: trimHttp(raw) }
        if (!token.test(written) || /[\0\r\n]/.test(header.value) || (engine === 'chromium' && header.name === 'available-dictionary')) return false
        if (this.isForbidden(header)) continue
        if (this.mode === 'no-cors' && !(['accept', 'accept-language', 'content-language', 'content-type'].includes(header.name) && isSafelisted(header, engine))) continue
        this.headers.push(header)
      }
      const bodiless = this.method === 'GET' || this.method === 'HEAD'
      if (initiator === 'fetch') {
        if (this.body !== 'none' && bodiless) return false
        this.addType(type(this.body))
        const streams = this.body === 'stream'
        if (streams && (engine === 'webkit' || (this.mode === 'no-cors' && engine !== 'gecko'))) return false
        this.useCorsPreflight = streams && engine !== 'gecko'
        if (streams && !this.useCorsPreflight) this.body = 'text'
      } else {
        this.headers = this.combine(this.headers)
        if (bodiless) this.body = 'none'
        this.addType(type(this.body))
        this.useCorsPreflight = Boolean(given.uploadListener) && !(engine === 'chromium' && this.body === 'none')
      }
    }
    this.originalHeaders = [...this.headers]
    return true
  }

  addType(type) {
    if (type && !first(this.headers, 'content-type')) this.headers.push({ name: 'content-type', value: type })
  }
  combine(rows) {
    const names = new Set()
    return rows.filter(({ name }) => !names.has(name) && names.add(name)).map(({ name }) => ({ name, value: combined(rows, name) }))
  }
  isForbidden({ name, value }) {
    if (forbiddenHeaders.has(name) || name.startsWith('proxy-') || name.startsWith('sec-')) return true
    if (this.engine === 'chromium' && name === 'user-agent') return true
    return overriding.has(name) && value.split(',').some((part) => forbiddenMethods.has(trim(part).toUpperCase()))
  }

  unsafeNames() {
    const { engine } = this
    let rows = engine === 'webkit' && this.chain.length > 1 ? this.originalHeaders : this.headers
    if (engine === 'chromium' || engine === 'webkit') rows = this.combine(rows)
    const unsafe = []
    const others = []
    let size = 0
    for (const row of rows) {
      if (isSafelisted(row, engine)) {
        others.push(row.name)
        size += row.value.length
      } else {
        unsafe.push(row.name)
      }
    }
    if (size > 1024 && (engine === 'standard' || engine === 'chromium')) unsafe.push(...others)
    unsafe.sort()
    return engine === 'gecko' ? unsafe : unsafe.filter((name, index) => name !== unsafe[index - 1])
  }

  get url() { return this.chain.at(-1) }

  mainFetch() {
    const { engine } = this
    const page = parseUrl(this.exchange.page?.origin || this.origin)
    const secure = (this.exchange.page?.secure ?? page?.protocol === 'https:') && page?.protocol !== 'http:'
    const trustworthy = (url) => url.protocol === 'https:' || /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
    const isMixed = (url) => isHttp(url) && !trustworthy(url) && secure
    if ((this.initiator === 'image' || this.initiator === 'media') && this.url.protocol === 'http:' && isMixed(this.url) && !/(^\[|\d$)/.test(this.url.hostname)) {
      this.chain[this.chain.length - 1] = parseUrl(`https${this.url.href.slice(4)}`) ?? this.url
    }
    const { url } = this
    if (isHttp(url) && badPorts.has(Number(url.port || (url.protocol === 'https:' ? 443 : 80)))) this.fail('request')
    if (isMixed(url)) this.fail('request')
    const isOwn = hasOrigin(url, this.origin)
    if ((isOwn && (this.tainting ?? 'basic') === 'basic') || url.protocol === 'data:') {
      this.tainting = 'basic'
      if (this.chain.length === 1) this.beganUnsafe = this.unsafeNames().length > 0
      return url.protocol === 'data:' ? {} : this.httpFetch(false)
    }
    if (this.mode === 'same-origin') this.fail('request')
    if (this.mode === 'no-cors') {
      if (this.redirect !== 'follow') this.fail('request')
      this.tainting = 'opaque'
      return this.httpFetch(false)
    }
    if (!isHttp(url)) this.fail('request')
    this.tainting = 'cors'
    if (((engine === 'gecko' || engine === 'webkit') && this.wasPreflighted) || (engine === 'gecko' && this.beganUnsafe)) this.useCorsPreflight = true
    const isUnsafe = (this.isScript || this.initiator === 'beacon') && (!safelistedMethods.has(this.method) || this.unsafeNames().length > 0)
    return this.httpFetch(isUnsafe || this.useCorsPreflight)
  }

  httpFetch(preflight) {
    const { engine } = this
    if (preflight) {
      const names = this.unsafeNames()
      this.wasPreflighted = true
      if (!safelistedMethods.has(this.method) || this.useCorsPreflight || names.length) {
        this.inPreflight = true
        this.preflightFetch(names)
        this.inPreflight = false
      }
    }
    if (engine === 'chromium' && this.body === 'stream' && this.url.protocol === 'http:') this.fail('request')
    const response = this.network()
    const isRedirect = redirectStatuses.has(response.status)
    const location = first(response.rows, 'location')
    if (this.tainting === 'cors' && !this.corsCheck(response)) this.fail(isRedirect && location ? 'redirect' : 'response')
    if (this.tainting === 'opaque' && this.isBlockedByPolicy(response)) this.fail('response')
    if (!isRedirect) return { opaque: this.tainting === 'opaque' }
    if (this.redirect === 'error' && !((engine === 'chromium' || engine === 'webkit') && !location?.value)) this.fail('redirect')
    if (this.redirect === 'manual') return { opaque: true }
    return this.redirectFetch(response, location)
  }

  isBlockedByPolicy({ rows }) {
    const policies = rows.filter(({ name }) => name === 'cross-origin-resource-policy')
    if (policies.length !== 1) return false
    const policy = trim(policies[0].value)
    if (policy === 'same-origin') return !hasOrigin(this.url, this.origin)
    return policy === 'same-site' && !isSameSite(this.origin, this.url)
  }

  network() {
    const { engine } = this
    const hop = this.chain.length - 1
    const source = this.answers(hop)
    const answer = this.inPreflight ? source?.preflight : source?.response
    if (hop === 0) this[this.inPreflight ? 'preflightSent' : 'actualSent'] = true
    if (!answer) throw { isUnknown: true }
    const stage = this.inPreflight ? 'preflight' : 'response'
    if (answer.error) this.fail(stage)
    let rows = rowsOf(answer.headers)
    if (engine === 'chromium') for (const row of rows) row.name = trim(row.name)
    if (engine === 'gecko') rows = this.withoutEmptyDuplicates(rows)
    const size = rows.reduce((sum, row) => sum + row.name.length + row.value.length + 4, 0)
    const contradicts = (name) => new Set(rows.filter((row) => row.name === name).map((row) => trim(row.value))).size > 1
    const refused = (engine === 'chromium' && (answer.status === 407 || size > 256 * 1024)) ||
      (engine === 'webkit' && size > 64 * 1024) ||
      ((engine === 'chromium' || engine === 'webkit') && rows.some((row) => row.name.includes('\0'))) ||
      ((engine === 'chromium' || engine === 'gecko') && (contradicts('content-length') || contradicts('location') || contradicts('content-disposition')))
    if (refused) this.fail(stage)
    return { status: answer.status, rows }
  }

  /** The answers of a hop; a URL that was asked before and is not listed again answers as before. */
  answers(hop) {
    const all = [this.exchange, ...this.exchange.hops ?? []]
    if (hop < all.length) return all[hop]
    const bare = (url) => url.href.split('#')[0]
    return all.find((_, index) => bare(this.chain[index]) === bare(this.url))
  }

  withoutEmptyDuplicates(rows) {
    const spelt = rows.filter((row) => row.written === 'Access-Control-Allow-Origin').length > 1
    const kept = []
    for (const row of rows) {
      const keeps = trim(row.value) || (spelt && row.name === 'access-control-allow-origin') ||
        !(rows.some((other) => other.name === row.name && trim(other.value)) || kept.some((other) => other.name === row.name))
      if (keeps) kept.push(row)
    }
    return kept
  }

  serializedOrigin() {
    if (this.engine === 'gecko' && this.inPreflight) return this.origin
    for (let index = 1; index < this.chain.length; ++index) {
      const last = this.chain[index - 1]
      if (originOf(this.chain[index]) !== originOf(last) && !hasOrigin(last, this.origin)) return 'null'
    }
    return this.origin
  }

  corsCheck({ rows, status }) {
    const allowed = combined(rows, 'access-control-allow-origin')
    if (allowed === null) return false
    const countsAsCredentialed = this.engine === 'webkit' && !this.inPreflight && this.credentials === 'same-origin' &&
      hasOrigin(this.chain[0], this.origin) && status >= 300 && status < 400 && first(rows, 'location')
    const include = this.credentials === 'include' || countsAsCredentialed
    if (!include && allowed === '*') return true
    if (this.serializedOrigin() !== allowed) return false
    return !include || combined(rows, 'access-control-allow-credentials') === 'true'
  }

  preflightFetch(names) {
    const { engine } = this
    const include = this.credentials === 'include'
    const response = this.network()
    const applies = !(engine === 'gecko' && hasOrigin(this.url, this.origin))
    if (applies && !this.corsCheck(response)) this.fail('preflight')
    if (response.status < 200 || response.status > 299) this.fail('preflight')
    let methods = listOf(response.rows, 'access-control-allow-methods')
    const headers = listOf(response.rows, 'access-control-allow-headers')
    if (methods === undefined || headers === undefined) this.fail('preflight')
    if (methods === null && this.useCorsPreflight && engine === 'standard') methods = [this.method]
    const forced = this.forcesMethod(methods ?? [], include)
    if (forced) this.fail('preflight')
    const listed = new Set((headers ?? []).map((name) => name.toLowerCase()))
    const wildcard = !include && listed.has('*')
    for (const name of names) {
      if (listed.has(name)) continue
      if (!wildcard || (name === 'authorization' && engine === 'standard')) this.fail('preflight')
    }
  }

  /** Whether the method is not allowed. */
  forcesMethod(methods, include) {
    return !methods.includes(this.method) && !safelistedMethods.has(this.method) && !(!include && methods.includes('*'))
  }

  redirectFetch(response, row) {
    const { engine } = this
    const location = row ? trim(row.value) : null
    const ends = location === null || (location === '' && (engine === 'chromium' || (engine === 'webkit' && this.redirect === 'error')))
    if (ends) return { opaque: this.tainting === 'opaque' }
    const current = this.url
    const target = parseUrl(location, current)
    if (!target || (engine === 'webkit' && location === '' && this.redirect === 'follow')) this.fail('redirect')
    if (!isHttp(target) || this.chain.length > 20) this.fail('redirect')
    const hasCredentials = Boolean(target.username || target.password)
    if (engine === 'chromium' && hasCredentials) this.fail('redirect')
    if (hasCredentials && ((this.mode === 'cors' && !hasOrigin(target, this.origin)) || this.tainting === 'cors')) this.fail('redirect')
    if (response.status !== 303 && this.body === 'stream') this.fail('redirect')
    if (((response.status === 301 || response.status === 302) && this.method === 'POST') || (response.status === 303 && this.method !== 'GET' && this.method !== 'HEAD')) {
      this.method = 'GET'
      this.body = 'none'
      this.remove('content-encoding', 'content-language', 'content-location', 'content-type')
    }
    const crosses = originOf(current) !== originOf(target)
    if (crosses) this.remove('authorization')
    if (engine === 'chromium' && !hasOrigin(target, this.origin)) this.remove('device-memory', 'dpr', 'width', 'viewport-width', 'rtt', 'downlink', 'ect')
    this.chain.push(target)
    if (engine === 'webkit' && this.method === 'DELETE' && crosses) this.method = 'GET'
    return this.mainFetch()
  }

  remove(...names) { this.headers = this.headers.filter(({ name }) => !names.includes(name)) }
}

function isSameSite(origin, url) {
  const page = parseUrl(origin)
  const site = (host) => (/^\[|\d$/.test(host) ? host : host.split('.').slice(-2).join('.'))
  return Boolean(page) && site(page.hostname) === site(url.hostname) && !(page.protocol === 'http:' && url.protocol === 'https:')
}

export const engines = ['standard', 'chromium', 'gecko', 'webkit']

/** Four words, as the core's fast door gives them: bits 0-1 verdict, 2-3 stage, 4 preflight sent, 5 request sent. */
export function evaluate(exchange) {
  return engines.map((engine) => new Run(exchange, engine).run())
}
