// One factor at a time: a plain exchange in which one spelling, byte, name, status or body is turned through all its
// values. What the random generator meets now and then is met here for certain, and alone.
import { origins } from './server.mjs'

const { app, api, api2, secure } = origins

const acao = 'Access-Control-Allow-Origin'
const acac = 'Access-Control-Allow-Credentials'
const acam = 'Access-Control-Allow-Methods'
const acah = 'Access-Control-Allow-Headers'
const aceh = 'Access-Control-Expose-Headers'

const credentialsModes = ['same-origin', 'include']
const granted = [[acao, app], [acac, 'true']]
const refused = { status: 405, headers: [] }

/** A call that is allowed, but for what `request`, `preflight` and `response` put in the place of its parts. */
const probe = ({ request, preflight, response, ...rest }) => ({
  request: { method: 'GET', headers: [], credentials: 'same-origin', ...request },
  preflight: { status: 204, headers: granted, ...preflight },
  response: { status: 200, headers: granted, ...response },
  ...rest,
})

/** Every byte that a header value can carry. */
const bytes = Array.from({ length: 255 }, (_, i) => String.fromCharCode(i + 1)).filter((byte) => byte !== '\r' && byte !== '\n')

/** Ways to write a list whose item is `item`; each is rows of values. */
const listSpellings = (item, other) => [
  [], [''], [item], [item.toLowerCase()], [item.toUpperCase()], [` ${item} `], [`\t${item}\t`], [`${item},`], [`,${item}`], [`,,${item},,`], [', ,'], [','],
  [`${other},${item}`], [`${other}, ${item}`], [`${other} , ${item}`], [`${other},\t${item}`], [`${other},,${item}`], [`${item},${item}`], [`${other}\t,\t${item}`],
  [`${other} ${item}`], [`${item} ${other}`], [`${other};${item}`], [`${item};`], [`${item};q=1`], [`${other}/${item}`], [`${other}|${item}`], [`${other}&${item}`],
  [`"${item}"`], [`'${item}'`], [`"${item}`], [`(${item})`], [`[${item}]`], [`{${item}}`], [`<${item}>`], [`${item}=`], [`${item}:`], [`@${item}`], [`${item}?`],
  [`${item}\\`], [`${item}/`], [`${item}-`], [`-${item}`], [`${item}.`], [`${item}*`], [`*${item}`], [`!#$%&'*+-.^_\`|~, ${item}`], [`${item}0`], [`${item}\u00e9`],
  ['*'], [' * '], ['**'], ['*,*'], [`*, ${item}`], [`${other}, *`], [`*;`], [`"*"`], [`x-*`], [`* ${item}`], [`*, b@d`], [`b@d, *`], [`b@d`], [`${item}, b@d`],
  [`b@d, ${item}`], [`${item}, a b`], [`${item}, "x"`], [`${item}, (x)`], [`${item}\f`], [`\f${item}`], [`${item}\v`], [`${item}, \v`], [`${item}\u00a0`],
  [`\u00a0${item}`], [`${item},\u00a0`], [`${item}\u0001`], [`${item}\u007f`], [`${item}\u0080`], [`${item},\u00ff`], [`${other}`], [`${item} `, ''], ['', item], [item, other],
  [other, item], [item, item], [item, '*'], ['*', item], [item, 'b@d'], ['b@d', item], ['', ''], ['*', ''], [`${item},`, `,${other}`], [`${item.slice(0, 2)}`], [`${item}${item}`],
  [`${other},\t ,\t${item}`], [`${Array.from({ length: 60 }, (_, i) => `x-${i}`).join(', ')}, ${item}`],
]

function* lists() {
  const settings = [
    [acam, 'PUT', 'DELETE', { method: 'PUT' }], [acam, 'PATCH', 'DELETE', { method: 'PATCH' }],
    [acam, 'GET', 'PUT', { headers: [['X-Foo', '1']] }, [[acah, 'x-foo']]],
    [acah, 'X-Foo', 'X-Bar', { headers: [['X-Foo', '1']] }], [acah, 'Authorization', 'X-Bar', { headers: [['Authorization', 't']] }],
    [acah, 'X-Foo', 'X-Bar', { method: 'PUT' }, [[acam, 'PUT']]], [acah, 'Content-Type', 'X-Bar', { method: 'POST', headers: [['Content-Type', 'application/json']], body: 'text' }],
  ]
  for (const [name, item, other, request, rest = []] of settings)
    for (const rows of listSpellings(item, other))
      for (const credentials of credentialsModes)
        yield probe({ request: { ...request, credentials }, preflight: { headers: [...granted, ...rest, ...rows.map((value) => [name, value])] } })
  for (const rows of listSpellings('X-A', 'X-B'))
    for (const credentials of credentialsModes)
      yield probe({ request: { credentials }, response: { headers: [...granted, ...rows.map((value) => [aceh, value]), ['X-A', '1'], ['X-B', '2']] } })
}

const originSpellings = [
  [], [''], ['*'], [app], [` ${app} `], [`\t${app}\t`], [' * '], [`${app}/`], [`${app}/x`], [`${app}?`], [`${app}#`], [`${app}:`], [app.toUpperCase()], [app.replace('http', 'HTTP')],
  [app.replace('localhost', 'LOCALHOST')], [app.replace('http:', 'https:')], [app.replace(':8801', '')], [app.replace(':8801', ':80')], [app.replace('8801', '08801')], [app.replace('localhost', 'localhost.')],
  [app.replace('//', '')], [app.replace('http:', '')], [app.slice(7)], ['localhost'], [api], ['http://127.0.0.1:8801'], ['null'], ['NULL'], ['Null'], [' null'], ['"null"'], ['undefined'],
  ['true'], ['false'], ['none'], ['all'], ['any'], ['**'], ['* *'], ['*,*'], ['*, *'], [`*,${app}`], [`${app},*`], [`${app}, *`], [`${app},`], [`,${app}`], [`${app}, ${app}`], [`${app} ${app}`],
  [`${app} ${api}`], [`${app};`], [`"${app}"`], [`'${app}'`], [`<${app}>`], [`(${app})`], ['"*"'], ["'*'"], ['http://*'], ['http://*:8801'], ['http://*.localhost:8801'], ['*.localhost'], ['http://*.example'],
  ['*localhost:8801'], ['.*'], ['^.*$'], [`${app}\f`], [`\f${app}`], ['*\f'], ['\f*'], ['*\v'], ['\v*'], ['*\u00a0'], ['\u00a0*'], ['*\u0001'], ['*\u007f'], ['*\u00e9'], [`${app}\u00e9`], [`\u00ef\u00bb\u00bf*`], [app.replace('l', '\u00e9')],
  ['http://'], ['http:///'], ['http:'], ['://'], ['//'], ['/'], ['file://'], ['file:///'], ['about:blank'], ['data:'], ['foo'], ['foo:bar'], ['http://user@localhost:8801'], ['http://localhost:8801\\'], ['http://localhost:99999'],
  ['http://[::1]:8801'], ['http://[x'], ['http://a b'], ['http://a,b'], ['http://x.example'], ['https://x.example:443'], ['$http_origin'], ['%{ORIGIN}e'], ['{origin}'], ['chrome-extension://abc'], ['ws://localhost:8801'],
  [app, app], ['*', '*'], [app, '*'], ['*', app], [app, ''], ['', app], ['*', ''], ['', '*'], ['', ''], [app, app, app], [app, 'null'], ['null', app], ['x'.repeat(300)],
]

/** The name of a row in other letters. */
const caseOf = { as: (name) => name, lower: (name) => name.toLowerCase(), upper: (name) => name.toUpperCase() }

function* allowOrigins() {
  for (const rows of originSpellings) {
    const headers = (name) => [...rows.map((value, i) => [caseOf[i ? 'as' : name](acao), value]), [acac, 'true']]
    for (const credentials of ['omit', ...credentialsModes]) {
      for (const name of rows.length > 1 ? ['as', 'lower'] : ['as'])
        yield probe({ request: { credentials }, response: { headers: headers(name) } })
      if (credentials === 'omit') continue
      yield probe({ request: { credentials, method: 'PUT' }, preflight: { headers: [...headers('as'), [acam, 'PUT']] } })
      yield probe({ request: { credentials, method: 'PUT' }, preflight: { headers: [...granted, [acam, 'PUT']] }, response: { headers: headers('as') } })
    }
    if (rows.length > 1) yield probe({ response: { headers: rows.map((value) => [acao.toLowerCase(), value]) } })
  }
}

function* allowCredentials() {
  const spellings = [[], [''], ['true'], [' true '], ['\ttrue'], ['True'], ['TRUE'], ['tRue'], ['"true"'], ["'true'"], ['1'], ['yes'], ['false'], ['null'], ['*'], ['true,'], [',true'], ['true,true'], ['true, true'],
    ['true;'], ['true '], ['true\f'], ['\ftrue'], ['true\v'], ['true\u00a0'], ['true\u0001'], ['t rue'], ['trueX'], ['tru'], ['include'], ['same-origin'], ['true', 'true'], ['true', ''], ['', 'true'], ['', ''], ['true', 'false'], ['false', 'true'], ['true\u00e9']]
  for (const rows of spellings)
    for (const name of Object.keys(caseOf)) {
      const headers = [[acao, app], ...rows.map((value) => [caseOf[name](acac), value])]
      for (const credentials of credentialsModes) yield probe({ request: { credentials }, response: { headers } })
      yield probe({ request: { credentials: 'include', method: 'PUT' }, preflight: { headers: [...headers, [acam, 'PUT']] } })
    }
}

function* methods() {
  const all = ['GET', 'get', 'Get', 'HEAD', 'head', 'POST', 'post', 'Post', 'PUT', 'put', 'Put', 'DELETE', 'delete', 'OPTIONS', 'options', 'PATCH', 'patch', 'Patch', 'CONNECT', 'connect', 'TRACE', 'Trace', 'TRACK', 'track',
    'QUERY', 'query', 'PROPFIND', 'propfind', 'REPORT', 'Chicken', 'CHICKEN', 'x', '*', 'a!b', 'a-b', '1', 'G ET', 'GET ', '', 'G(T', 'PUT,', 'a\u00e9b', 'GETX', 'PURGE', "it's", '|', 'UPDATE', 'LINK']
  for (const method of all) {
    const answers = [[], [[acam, method]], [[acam, method.toUpperCase()]], [[acam, method.toLowerCase()]], [[acam, '*']], [[acam, 'PUT, POST, DELETE']], [[acam, `x, ${method}`]]]
    for (const rows of answers)
      for (const credentials of credentialsModes)
        yield probe({ request: { method, credentials }, preflight: { headers: [...granted, ...rows] } })
  }
}

/** A GET, or a POST where there is a body, with headers that a preflight would refuse. */
const unasked = (headers, request = {}) => probe({ request: { headers, ...request }, preflight: refused })

function* safelist() {
  const around = (name, value) => bytes.map((byte) => [[name, value(byte)]])
  const rows = [
    ...around('Accept', (byte) => `a${byte}b`), ...around('Accept-Language', (byte) => `a${byte}b`), ...around('Content-Language', (byte) => `a${byte}b`),
    ...around('Content-Type', (byte) => `text/plain;a=b${byte}c`), ...around('Content-Type', (byte) => `text/plain${byte}`), ...around('Range', (byte) => `bytes=0-1${byte}`),
    ...around('Range', (byte) => `bytes=${byte}0-1`), ...around('Accept', (byte) => `${byte}`),
  ]
  for (const headers of rows) yield unasked(headers)
  for (const name of ['Accept', 'Accept-Language', 'Content-Language', 'X-Foo'])
    for (const length of [0, 1, 127, 128, 129, 200]) yield unasked([[name, 'a'.repeat(length)]])
  for (const length of [126, 127, 128, 129]) yield unasked([['Content-Type', `text/plain;a=${'b'.repeat(length - 13)}`]]), yield unasked([['Range', `bytes=0-${'0'.repeat(length - 9)}1`]])
  for (const value of ['text/plain', 'TEXT/PLAIN', 'Text/Plain', 'text/plain;', 'text/plain; ', 'text/plain;;', 'text/plain; ;', 'text/plain ;', 'text/plain;a', 'text/plain;a=', 'text/plain;a=b', 'text/plain;a=b;', 'text/plain;a=b; ', 'text/plain;a=b;c',
    'text/plain;a=b;c=d', 'text/plain;a=b;a=c', 'text/plain;=b', 'text/plain;=', 'text/plain;a="b"', 'text/plain;a="b', "text/plain;a='b'", 'text/plain;charset=utf-8', 'text/plain; charset=UTF-8', 'text/plain;charset=utf-8;charset=x', 'text/plain;charset',
    'text/plain;charset=', 'text/plain;charset= x', 'text/plain;charset =x', 'text/plain; charset = x', 'text/plain;a b=c', 'text/plain;a=b c', 'text/plain a', 'text/plain,', 'text/plain,text/plain', 'text/plain, text/plain', 'text/plain;a=b,', 'text/plain;a=b, c',
    'text/plain;a=b,text/html', 'text/plain;a,b=c', ',text/plain', 'text/plain;,', 'text /plain', 'text/ plain', 'text//plain', '/plain', 'text/', 'text', '', '/', ';', 'text/plain/x', 'text/plain+x', 'text/plain.x', 'text/plainx', 'text/*', '*/*', 'text/html',
    'application/x-www-form-urlencoded', 'APPLICATION/X-WWW-FORM-URLENCODED', 'application/x-www-form-urlencoded; charset=UTF-8', 'application/x-www-form-urlencoded;a=b,c', 'multipart/form-data', 'multipart/form-data; boundary=x', 'multipart/form-data;boundary="x"', 'multipart/mixed',
    'application/json', 'application/json; charset=utf-8', 'application/json, text/plain', 'text/plain\tx', 'text/plain;\ta=b', 'text/plain;a=\tb', 'text/plain;a=b\t;c=d', 'text/plain;a!=b', "text/plain;a=b'c", 'text/plain;a=b/c', 'text/plain;a=b=c', 'text/plain;a==b', 'text/plain;a/b=c', 'text/plain;*=b', 'application/csp-report', 'text/plain;a=%20', 'text/plain;#', 'text/plain;a=;b=c', 'text/plain;;;a=b', 'text/plain; a=b; c=d; ', '"text/plain"'])
    for (const method of ['GET', 'POST']) yield unasked([['Content-Type', value]], method === 'POST' ? { method, body: 'text' } : {})
  for (const value of ['bytes=0-', 'bytes=0-0', 'bytes=1-0', 'bytes=-1', 'bytes=-', 'bytes=', 'bytes', 'bytes=0', 'bytes 0-1', 'bytes= 0-1', 'bytes =0-1', ' bytes=0-1', 'bytes=0 -1', 'bytes=0- 1', 'bytes=0-1 ', 'bytes=\t0-1', 'bytes=0\t-1', 'Bytes=0-1', 'BYTES=0-1', 'bYtes=0-',
    'bytes=0-1,2-3', 'bytes=0-1,', 'bytes=,0-1', 'bytes=00-01', 'bytes=007-', 'bytes=10-9', 'bytes=9-10', 'bytes=0-0x1', 'bytes=0x0-1', 'bytes=+0-1', 'bytes=0-+1', 'bytes=-0-1', 'bytes=0--1', 'bytes=0-1-2', 'bytes=0.0-1', 'bytes=1e1-', 'bytes=a-b', 'bytes=0-a', 'bytes=*',
    'bytes=*-1', 'bytes==0-1', 'byte=0-1', 'items=0-1', 'none', '', 'bytes=2147483647-', 'bytes=2147483648-', 'bytes=4294967295-', 'bytes=4294967296-', 'bytes=9223372036854775806-', 'bytes=9223372036854775807-', 'bytes=9223372036854775808-', 'bytes=18446744073709551614-',
    'bytes=18446744073709551615-', 'bytes=18446744073709551616-', 'bytes=99999999999999999999-', 'bytes=0-9223372036854775806', 'bytes=0-9223372036854775807', 'bytes=0-9223372036854775808', 'bytes=0-18446744073709551615', 'bytes=0-18446744073709551616', 'bytes=5-99999999999999999999',
    'bytes=9223372036854775807-9223372036854775807', 'bytes=18446744073709551615-18446744073709551615', 'bytes=9223372036854775808-1', 'bytes=18446744073709551616-1', 'bytes=1-00', 'bytes=0-;', 'bytes=0-1;', 'bytes=0\f-1', 'bytes=0-\v1', 'bytes=0\f-', 'bytes=\f0-', 'bytes=\v+0-1', 'Bytes=+5-+6', 'bytes\f=0-1', 'bytes=0-\f', 'bytes=0-1\u00a0', 'bytes=0-1\u0001'])
    yield unasked([['Range', value]])
}

function* names() {
  const hints = ['DPR', 'Device-Memory', 'Downlink', 'ECT', 'RTT', 'Save-Data', 'Viewport-Width', 'Width', 'Sec-CH-UA', 'Sec-CH-UA-Mobile', 'Sec-CH-UA-Platform', 'Sec-CH-DPR', 'Sec-CH-Width', 'Sec-CH-Viewport-Width', 'Sec-CH-Device-Memory', 'Sec-CH-Prefers-Color-Scheme', 'Content-DPR']
  const values = ['1', '1.5', '1.', '.5', '-1', '+1', '', '0', '0.0', '01', '1e3', '1,2', '1 ', ' 1', 'x', '4g', '3g', '2g', 'slow-2g', '5g', '4G', 'on', 'On', 'off', 'on;x', '"on"', '1.2.3', '999999999999', '1\t', '1\f', '1'.repeat(128), '1'.repeat(129)]
  for (const name of hints) for (const value of values) yield unasked([[name, value]])
  const others = ['User-Agent', 'user-agent', 'Intervention', 'intervention', 'Available-Dictionary', 'Dictionary-ID', 'Purpose', 'X-Purpose', 'Sec-Purpose', 'Sec-GPC', 'Sec-Fetch-Mode', 'Last-Event-ID', 'If-None-Match', 'If-Modified-Since', 'If-Match', 'If-Unmodified-Since', 'If-Range',
    'Cache-Control', 'Pragma', 'Origin', 'Referer', 'Host', 'Cookie', 'Cookie2', 'Set-Cookie', 'Set-Cookie2', 'Date', 'DNT', 'TE', 'Trailer', 'Via', 'Upgrade', 'Expect', 'Connection', 'Keep-Alive', 'Content-Length', 'Transfer-Encoding', 'Accept-Charset', 'Accept-Encoding',
    'Access-Control-Request-Method', 'Access-Control-Request-Headers', 'Access-Control-Request-Private-Network', 'Access-Control-Request-Local-Network', 'Access-Control-Allow-Origin', 'Access-Control-Allow-Headers', 'Proxy-Authorization', 'Proxy-Foo', 'proxy', 'Sec-Foo', 'sec', 'Secure', 'Upgrade-Insecure-Requests',
    'Authorization', 'X-Requested-With', 'X-CSRF-Token', 'Content-Encoding', 'Content-Disposition', 'Content-Location', 'Content-MD5', 'Content-Transfer-Encoding', 'Forwarded', 'X-Forwarded-For', 'From', 'Max-Forwards', 'Link', 'Priority', 'Early-Data', 'Service-Worker', 'Ping-To', 'Ping-From', 'Alt-Used', 'X-Foo', '*', 'x',
    'A!#$%&\'*+-.^_`|~0', 'Accept-Datetime', 'Accept-CH', 'Accept-Post', 'Save-Data-X', 'X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override', 'Attribution-Reporting-Eligible', 'Shared-Storage-Writable', 'Observe-Browsing-Topics', 'Signed-Headers', 'Critical-CH', 'X-Client-Data', 'Cookie-Store', 'Topics', 'Sec-Browsing-Topics', 'Want-Digest', 'traceparent', 'X-Moz']
  for (const name of others) {
    yield unasked([[name, 'x']])
    yield probe({ request: { headers: [[name, 'x']] }, preflight: { headers: [...granted, [acah, name]] } })
    yield probe({ request: { headers: [[name, 'x']], credentials: 'omit' }, preflight: { headers: [...granted, [acah, '*']] } })
  }
  for (const name of ['X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override', 'x-http-method-override', 'X-HTTP-Method-Overrid'])
    for (const value of ['GET', 'PUT', 'TRACE', 'trace', 'TRACK', 'CONNECT', 'GET,TRACE', 'GET, trace', 'TRACE,', 'TRACEX', '"TRACE"', 'a TRACE', ',CONNECT', 'GET;TRACE']) yield unasked([[name, value]])
  for (const name of ['', 'a b', 'a:b', 'a\u00e9', 'a\tb', '(x)', 'a,b', ' a', 'a ', '\u00e9', '"x"']) yield unasked([[name, 'x']])
  for (const value of ['', ' ', '\u00e9', 'a\u0001b', 'a\0b', 'a\rb', 'a\nb', '\r\na', 'a\r\n', '\u007f', 'x'.repeat(5000), ' a ', '\ta']) yield probe({ request: { headers: [['X-Foo', value]] }, preflight: { headers: [...granted, [acah, 'x-foo']] } })
  // Rows of one name, and order.
  const several = [
    [['X-Foo', '1'], ['X-Foo', '2']], [['X-Foo', '1'], ['x-foo', '2']], [['x-b', '1'], ['x-a', '2']], [['X-B', '1'], ['x-a', '2'], ['X-b', '3']], [['Accept', 'x'], ['Accept', 'y']], [['Accept', 'x'.repeat(100)], ['Accept', 'y'.repeat(100)]],
    [['Accept', 'a"'], ['Accept', 'b']], [['Accept', 'x'.repeat(63)], ['Accept', 'y'.repeat(63)]], [['Accept', 'x'.repeat(64)], ['Accept', 'y'.repeat(63)]], [['Accept-Language', 'en'], ['Accept-Language', 'de']], [['Accept-Language', 'e_n'], ['Accept-Language', 'de']],
    [['Content-Type', 'text/plain'], ['Content-Type', 'text/plain']], [['Content-Type', 'text/plain;a=b'], ['Content-Type', '*/*']], [['Content-Type', 'text/plain;a=b'], ['Content-Type', 'text/plain']], [['Content-Type', 'text/plain'], ['content-type', 'application/json']],
    [['Content-Type', 'application/json'], ['Content-Type', 'text/plain']], [['Content-Type', 'text/plain;a="b'], ['Content-Type', 'c"']], [['Range', 'bytes=0-1'], ['Range', 'bytes=0-1']], [['Range', 'bytes=0-'], ['Range', '1']], [['DPR', '1'], ['DPR', '2']], [['Save-Data', 'on'], ['Save-Data', 'on']],
    [['Authorization', 'a'], ['Authorization', 'b']], [['X-A', '1'], ['Authorization', 't'], ['x-0', '2']], [['Z', '1'], ['_', '2'], ['~', '3'], ['0', '4'], ['a', '5']], [['Accept', 'a"'], ['Accept', 'b"']], [['Accept-Language', 'x'.repeat(70)], ['Accept-Language', 'y'.repeat(70)]],
  ]
  for (const headers of several) {
    yield unasked(headers)
    yield probe({ request: { headers }, preflight: { headers: [...granted, [acah, [...new Set(headers.map(([name]) => name))].join(',')]] } })
  }
  const long = ['Accept', 'Accept-Language', 'Content-Language', 'DPR', 'Width', 'Viewport-Width', 'Downlink', 'RTT', 'Device-Memory', 'Content-Type']
  for (const count of [6, 7, 8, 9, 10])
    yield unasked(long.slice(0, count).map((name) => [name, name === 'Content-Type' ? `text/plain;a=${'b'.repeat(115)}` : '1'.repeat(128)]), { method: 'POST', body: 'text' })
}

function* statuses() {
  const all = [...Array.from({ length: 14 }, (_, i) => 200 + i), 218, 226, 250, 299, ...Array.from({ length: 11 }, (_, i) => 300 + i), 399, ...Array.from({ length: 32 }, (_, i) => 400 + i), 451, 499, ...Array.from({ length: 12 }, (_, i) => 500 + i), 599, 600, 700, 999].filter((status) => status !== 408)
  for (const status of all) {
    for (const headers of [granted, []]) {
      yield probe({ request: { method: 'PUT' }, preflight: { status, headers: [...headers, ...(headers.length ? [[acam, 'PUT']] : [])] } })
      yield probe({ response: { status, headers } })
    }
    yield probe({ request: { credentials: 'include' }, response: { status, headers: granted } })
    yield probe({ request: { mode: 'no-cors' }, response: { status, headers: [] } })
    if (status >= 300 && status < 400) yield probe({ request: { method: 'PUT' }, preflight: { status, headers: [...granted, [acam, 'PUT'], ['Location', `${api}/elsewhere`]] } })
    if (status === 401 || status === 407) yield probe({ response: { status, headers: [...granted, ['WWW-Authenticate', 'Basic realm=x']] } })
  }
  yield { ...probe({}), response: { error: 'reset' } }
  yield { ...probe({ request: { method: 'PUT' } }), preflight: { error: 'reset' } }
}

function* redirects() {
  const to = { api: `${api}/x/ID/1`, api2: `${api2}/x/ID/1`, app: `${app}/x/ID/1`, secure: `${secure}/x/ID/1`, path: '/x/ID/1' }
  const starts = { api: `${api}/x/ID/0`, app: `${app}/x/ID/0` }
  const calls = [
    { method: 'GET' }, { method: 'HEAD' }, { method: 'POST', body: 'text' }, { method: 'PUT' }, { method: 'DELETE' }, { method: 'PATCH', body: 'text' }, { method: 'OPTIONS' }, { method: 'POST', headers: [['Content-Type', 'application/json']], body: 'text' }, { headers: [['X-Foo', '1']] }, { headers: [['Authorization', 't']] },
    { headers: [['Range', 'bytes=0-1']] }, { headers: [['Accept', 'x"']] }, { method: 'POST', headers: [['X-Foo', '1'], ['Content-Language', 'a"']], body: 'form' }, { method: 'get', headers: [['DPR', '1']] }, { method: 'patch' },
  ]
  const wide = [[acam, '*'], [acah, '*, authorization']]
  for (const [from, url] of Object.entries(starts))
    for (const [target, location] of Object.entries(to))
      for (const status of [301, 302, 303, 307, 308])
        for (const request of calls) {
          const wanted = { preflight: { status: 204, headers: [...granted, [acam, request.method ?? 'GET'], [acah, 'x-foo, authorization, content-type, range, accept, content-language']] }, response: { status, headers: [...granted, ['Location', location]] } }
          const tainted = from === 'api' && (target === 'api2' || target === 'app' || target === 'secure')
          for (const [second, allowed] of [[{ status: 204, headers: [[acao, '*'], ...wide] }, '*'], [refused, tainted ? 'null' : app]])
            yield probe({ request: { ...request, url }, ...wanted, hops: [{ preflight: second, response: { status: 200, headers: [[acao, allowed]] } }] })
        }
  const simple = (location, request = {}, status = 302) => probe({ request, response: { status, headers: [...granted, ...location.map((value) => ['Location', value])] }, preflight: { headers: [...granted, [acam, '*'], [acah, '*']] }, hops: [{ preflight: { status: 204, headers: [[acao, '*'], ...wide] }, response: { status: 200, headers: [[acao, '*']] } }] })
  // Each leads to the next hop, or nowhere: what leads back to the first URL is asked without hops, below.
  const locations = [[], ['/x/ID/1'], ['../ID/1'], ['./1'], ['//127.0.0.1:8803/x/ID/1'], [to.api2], [` ${to.api2} `], [`\t${to.api2}`], [`${to.api2}#f`], [to.api2.replace('http:', 'HTTP:')], [to.api2.replaceAll('/', '\\')], [to.api2.replace('//', '//u@')],
    [to.api2.replace('//', '//u:p@')], [to.api2.replace('//', '//:@')], [to.api2.replace('//', '//@')], [to.api.replace('//', '//u:p@')], [to.app.replace('//', '//u:p@')], ['http://[x'], ['http://'], ['http://a b/'], ['http://127.0.0.1:99999/'], ['data:text/plain,x'], ['blob:x'], ['about:blank'], ['ftp://127.0.0.1/'], ['javascript:1'],
    ['file:///etc/passwd'], ['ws://127.0.0.1:8803/'], ['mailto:x@y'], ['foo:bar'], ['chrome://version'], ['http://127.0.0.1:22/'], [to.api2, to.api2], [to.api2, to.api], ['', to.api2], [to.api2, ''], [`${to.api2}\u00e9`], [`/x/ID/1?\u00e9`], [`<${to.api2}>`], [`"${to.api2}"`], [`${to.api2} x`]]
  for (const location of locations)
    for (const request of [{}, { credentials: 'include' }, { method: 'PUT' }, { url: starts.app }, { mode: 'no-cors' }, { redirect: 'error' }, { redirect: 'manual' }, { redirect: 'error', method: 'PUT' }])
      yield simple(location, request)
  for (const location of ['', ' ', '#f', 'http:'])
    for (const request of [{}, { credentials: 'include' }, { method: 'PUT' }, { url: starts.app }, { mode: 'no-cors' }, { redirect: 'error' }, { redirect: 'manual' }, { redirect: 'error', method: 'PUT' }]) {
      const { hops: _, ...around } = simple([location], request)
      yield around
    }
  // Whatever is asked for behind the same path is answered as before.
  for (const request of [{}, { credentials: 'include' }, { url: starts.app }, { mode: 'no-cors' }, { redirect: 'error' }, { redirect: 'manual' }]) {
    const { hops: [, ...none], ...first } = simple(['?q'], request)
    yield { ...first, hops: [...none, ...Array.from({ length: 21 }, () => ({ preflight: first.preflight, response: first.response }))] }
  }
  for (const status of [300, 301, 302, 303, 304, 305, 306, 307, 308, 309, 399, 200, 201, 404])
    for (const redirect of ['follow', 'error', 'manual'])
      for (const location of [[], [''], [to.api2]]) yield simple(location, { redirect }, status)
  // What the second preflight and the second response must say, one by one.
  for (const value of ['*', 'null', app, api, 'http://x.example', ''])
    for (const other of ['*', 'null', app])
      for (const target of ['api', 'api2', 'app'])
        for (const credentials of credentialsModes)
          for (const request of [{ method: 'PUT' }, { headers: [['X-Foo', '1']] }])
            yield probe({
              request: { ...request, credentials }, preflight: { headers: [...granted, [acam, 'PUT'], [acah, 'x-foo']] }, response: { status: 307, headers: [...granted, ['Location', to[target]]] },
              hops: [{ preflight: { status: 204, headers: [[acao, value], [acac, 'true'], [acam, 'PUT'], [acah, 'x-foo']] }, response: { status: 200, headers: [[acao, other], [acac, 'true']] } }],
            })
  for (const count of [19, 20, 21]) {
    const answer = (i) => ({ preflight: refused, response: i < count ? { status: 302, headers: [...granted, ['Location', `/x/ID/${i + 1}`]] } : { status: 200, headers: granted } })
    yield probe({ ...answer(0), hops: Array.from({ length: count }, (_, i) => answer(i + 1)) })
  }
}

function* heads() {
  const star = [acao, '*']
  // A name with a colon, or white space in front, is another line to every parser: an exchange has it taken apart.
  const oddNames = [`${acao} `, `${acao}\t`, `${acao} \t`, `${acao}\f`, `${acao}\u00a0`, `${acao}\0`, `\u00e9${acao}`, acao.toLowerCase(), acao.toUpperCase(), acao.replace('-', '_'), `"${acao}"`, acao.replace('-', ' ')]
  for (const name of oddNames) {
    yield probe({ response: { headers: [[name, '*']] } })
    yield probe({ response: { headers: [star, [name, '*']] } })
    yield probe({ response: { headers: [['X-A', '1'], [name, '*']] } })
    yield probe({ request: { method: 'PUT' }, preflight: { headers: [[name, '*'], [acam, 'PUT']] } })
  }
  const oddRows = [['', 'x'], ['x\0y', 'z'], ['x', 'a\0b'], ['x y', 'z'], ['x\u00e9', 'z'], ['(x)', 'z'], ['x', '\u0001'], ['x', '\u007f'], ['x', 'a\rb'], ['x', 'a\r'], ['x', '\r'], ['x\r', 'y'], ['x', 'a\r\rb'], ['x', 'a\tb'], ['x', 'a\u00e9b'], ['x', '\f'], ['x', 'y'.repeat(3000)], ['x'.repeat(3000), 'y'],
    ['Content-Length', '4'], ['Content-Length', '+4'], ['Content-Length', '4, 4'], ['Content-Length', '4,5'], ['Content-Length', '-1'], ['Content-Length', 'x'], ['Content-Length', ''], ['Content-Length', '0'], ['Content-Length', '3'], ['Content-Length', '100'], ['Content-Encoding', 'gzip'], ['Content-Encoding', 'foo'], ['Content-Encoding', 'br'], ['Transfer-Encoding', 'chunked'], ['Transfer-Encoding', 'foo'],
    ['Content-Type', 'x'], ['X-Content-Type-Options', 'nosniff'], ['Content-Disposition', 'attachment'], ['Content-Disposition', 'attachment; filename=a,b'], ['Content-Disposition', 'attachment; filename="a,b"'], ['Refresh', '0'], ['Content-Range', 'bytes 0-1/2'], ['Cross-Origin-Resource-Policy', 'same-origin'], ['Cross-Origin-Resource-Policy', 'same-site'], ['Cross-Origin-Resource-Policy', 'cross-origin'], ['Cross-Origin-Embedder-Policy', 'require-corp'], ['Content-Security-Policy', "default-src 'none'"], ['Clear-Site-Data', '"cache"'], ['Strict-Transport-Security', 'max-age=1'], ['Timing-Allow-Origin', '*'], ['Vary', '*'], ['Upgrade', 'h2c'], ['Connection', 'keep-alive'], ['Keep-Alive', 'timeout=5'], ['Alt-Svc', 'h3=":443"'], ['Set-Cookie', 'a=b'], ['Set-Cookie2', 'a=b'], ['Trailer', 'X-A'], ['WWW-Authenticate', 'Basic'], ['Proxy-Authenticate', 'Basic'], ['Date', 'x'], ['Age', 'x'], ['Link', '<x>'], ['NEL', '{}'], ['Report-To', '{}'], ['Observe', 'x'], ['Accept', 'x'], ['*', 'x'], ['Location', '/x'], ['SourceMap', 'x'], ['Server', 'x'], ['Status', '404'], ['HTTP/1.1', '200'], ['Access-Control-Max-Age', '5'], ['Access-Control-Allow-Methods', 'a b'], ['Access-Control-Allow-Headers', '"']]
  for (const row of oddRows) {
    for (const headers of [[row, star], [star, row], [star, row, [aceh, '*']]]) yield probe({ response: { headers } })
    yield probe({ request: { credentials: 'include' }, response: { headers: [...granted, row, [aceh, '*']] } })
    yield probe({ request: { credentials: 'include' }, response: { headers: [...granted, row, [aceh, row[0]]] } })
    yield probe({ response: { headers: [row] } })
    yield probe({ request: { method: 'PUT' }, preflight: { headers: [row, star, [acam, 'PUT']] } })
    yield probe({ request: { mode: 'no-cors' }, response: { headers: [row] } })
  }
  for (const name of ['Content-Length', 'Location', 'Content-Disposition', 'Content-Type', 'X-A', 'Content-Encoding', 'Transfer-Encoding', 'Content-Range', 'Refresh', 'Host', 'ETag', 'Content-Security-Policy'])
    for (const values of [['4', '4'], ['4', '5'], ['4', ''], ['', '4'], ['5', '4', '4'], ['4, 4', '4'], ['x', 'X']])
      for (const status of [200, 404]) yield probe({ response: { status, headers: [star, ...values.map((value) => [name, value])] } })
  for (const text of ['a\rAccess-Control-Allow-Origin: *', 'a\r Access-Control-Allow-Origin: *', 'a\0\rAccess-Control-Allow-Origin: *', 'a\r\rAccess-Control-Allow-Origin: *', '\rAccess-Control-Allow-Origin: *', 'a\rAccess-Control-Allow-Origin: *\r', 'a\rX-Y: z']) {
    yield probe({ response: { headers: [['X-A', text]] } })
    yield probe({ response: { headers: [['X-A', text], star] } })
    yield probe({ request: { method: 'PUT' }, preflight: { headers: [['X-A', text], [acam, 'PUT']] } })
  }
  for (const value of ['*\r', '\r*', '*\0', '\0*', '*\r\r', `${app}\r`, '*\rX: y', '*\t\r'])
    for (const credentials of ['omit', 'include']) {
      yield probe({ request: { credentials }, response: { headers: [[acao, value], [acac, 'true']] } })
      yield probe({ request: { credentials, method: 'PUT' }, preflight: { headers: [[acao, value], [acac, 'true'], [acam, 'PUT\r']] } })
    }
  for (const name of [acam, acah, aceh, acac]) for (const value of ['PUT\r', 'PUT\0', '\0PUT', 'x-foo\r', '*\0', 'true\r', 'true\0'])
    yield probe({ request: { method: 'PUT', headers: [['X-Foo', '1']], credentials: name === acac ? 'include' : 'omit' }, preflight: { headers: [[acao, app], [acam, 'PUT'], [acah, 'x-foo'], ...(name === acac ? [] : [[acac, 'true']]), [name, value]] }, response: { headers: [[acao, app], [name, value], ['X-Foo', '1']] } })
  const sizes = [8, 30, 60, 63, 64, 65, 66, 70, 100, 200, 250, 255, 256, 257, 260, 300, 380, 400]
  for (const kilobytes of sizes) {
    yield probe({ response: { headers: [star, ['X-Long', 'y'.repeat(kilobytes * 1000)]] } })
    yield probe({ response: { headers: [star, ...Array.from({ length: kilobytes }, (_, i) => [`X-${i}`, 'y'.repeat(980)])] } })
    yield probe({ request: { method: 'PUT' }, preflight: { headers: [star, [acam, 'PUT'], ['X-Long', 'y'.repeat(kilobytes * 1000)]] } })
  }
  for (const count of [90, 120, 200, 500, 1000, 2000]) yield probe({ response: { headers: [star, ...Array.from({ length: count }, (_, i) => [`X-${i}`, 'y'])] } })
}

function* bodies() {
  for (const method of ['POST', 'PUT', 'GET', 'DELETE'])
    for (const headers of [[], [['Content-Type', 'application/json']], [['Content-Type', 'text/plain']], [['Content-Type', '']]]) {
      for (const body of ['none', 'text', 'form', 'multipart', 'stream'])
        for (const preflight of [refused, { status: 204, headers: [...granted, [acam, '*'], [acah, 'content-type']] }])
          for (const uploadListener of [false, true]) yield probe({ request: { method, headers, body, ...(uploadListener && { uploadListener }) }, preflight })
      for (const bodyType of ['', 'text/plain', 'TEXT/PLAIN', 'text/plain;;', 'text/plain;a=b', 'text/plain;a=b;', 'text/plain, x', 'application/json', 'image/png', 'x', 'text/', '\u00e9/x', 'text/plain;a="b"', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain;charset=utf-8', 'a'.repeat(200), 'text/html; charset=x'])
        yield probe({ request: { method, headers, body: 'blob', bodyType }, preflight: refused })
    }
  for (const mode of ['cors', 'no-cors', 'same-origin'])
    for (const url of [`${api}/x/ID/0`, `${app}/x/ID/0`])
      for (const redirect of ['follow', 'error', 'manual'])
        // An exchange does not say what the HTTP cache holds, on which only-if-cached depends.
        for (const cache of ['default', 'no-store', 'reload', 'no-cache', 'force-cache'])
          for (const credentials of ['omit', ...credentialsModes])
            for (const method of ['GET', 'POST', 'PUT'])
              yield probe({ request: { mode, url, redirect, cache, credentials, method }, preflight: { headers: [...granted, [acam, 'PUT'], [acah, 'cache-control, pragma']] } })
}

function* urls() {
  for (const url of ['http://user@127.0.0.1:8802/x/ID/0', 'http://user:pass@127.0.0.1:8802/x/ID/0', 'http://:pass@127.0.0.1:8802/x/ID/0', 'http://@127.0.0.1:8802/x/ID/0', 'HTTP://127.0.0.1:8802/x/ID/0', 'http:127.0.0.1:8802/x/ID/0', 'http://127.0.0.1:8802\\x\\ID\\0',
    ' http://127.0.0.1:8802/x/ID/0 ', 'http://127.0.0.1:8802/y/../x/ID/0', 'http://127.0.0.1:8802/x/ID/0#f', 'http://127.0.0.1:8802/x/ID/0?a b', '/x/ID/0', 'x/ID/0', '//127.0.0.1:8802/x/ID/0', 'http://', 'http://[x', 'foo:bar', 'data:,x', 'about:blank', 'file:///x', 'ftp://127.0.0.1/', 'blob:x', 'http://127.0.0.1:22/x/ID/0', 'http://127.0.0.1:6667/x/ID/0', 'http://127.0.0.1:99999/', 'ws://127.0.0.1:8802/x/ID/0', 'javascript:1'])
    for (const request of [{}, { method: 'PUT' }, { mode: 'no-cors' }, { credentials: 'include', headers: [['X-Foo', '1']] }])
      yield probe({ request: { url, ...request }, preflight: { headers: [...granted, [acam, 'PUT'], [acah, 'x-foo']] } })
}

const groups = { lists, allowOrigins, allowCredentials, methods, safelist, names, statuses, redirects, heads, bodies, urls }

/** Every probe by fetch(), and by XMLHttpRequest where it can make the call. `of` picks one group. */
export function probes(of) {
  const all = []
  for (const [name, group] of Object.entries(groups)) {
    if (of && of !== name) continue
    let number = 0
    for (const one of group()) {
      const { mode, redirect, cache, credentials, uploadListener } = one.request
      const byXhr = [mode, redirect, cache].every((option) => option === undefined || ['cors', 'follow', 'default'].includes(option)) && credentials !== 'omit' && one.request.body !== 'stream'
      for (const initiator of ['fetch', 'xhr']) {
        if (initiator === 'xhr' ? !byXhr : uploadListener) continue
        const id = `${initiator[0]}${name}${number++}`
        const made = { id, ...one, request: { url: `${api}/x/ID/0`, origin: app, ...one.request, ...(initiator === 'xhr' && { initiator }) } }
        all.push(JSON.parse(JSON.stringify(made).replace(/(\/|\\\\)ID(?=\1)/g, `$1${id}`)))
      }
    }
  }
  return all
}
