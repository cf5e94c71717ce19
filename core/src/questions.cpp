#include "questions.hpp"

namespace whycors {

namespace {

constexpr Question all[] = {
    {"postman-works", R"(# It works in Postman and curl. Why not in the browser?

CORS is a rule that browsers keep, not servers. Postman, curl and a backend send the request and show whatever comes back; a browser sends it too, but hands the answer to a script of another origin only if the answer says that it may. So a success elsewhere shows that the server runs, and nothing about CORS.

To see what the browser sees, send what it sends. First the preflight, if there is one: `OPTIONS` with `Origin`, `Access-Control-Request-Method` and `Access-Control-Request-Headers`. Then the call itself with `Origin`. Look at the `Access-Control-` headers of both answers. `whycors preflight` prints both exactly, and the page does so for any paste.

Three things make a hand-made test lie: without `Origin` many servers send no CORS header at all; an `OPTIONS` without `Access-Control-Request-Method` is no preflight; and a cookie or token in the test tool can turn a 401 into a 200.
)"},
    {"test-with-curl", R"(# How do I test CORS with curl?

Send both requests that the browser sends, with your page's origin, and look at status and headers. The preflight:

```sh
curl -i -X OPTIONS https://api.example.com/items/1 \
  -H 'Origin: https://app.example.com' \
  -H 'Access-Control-Request-Method: PUT' \
  -H 'Access-Control-Request-Headers: authorization,content-type'
```

It must show a status from 200 to 299, `Access-Control-Allow-Origin` with that origin (or `*` without cookies), the method in `Access-Control-Allow-Methods` where it is not GET, HEAD or POST, and both names in `Access-Control-Allow-Headers`. The names are sorted, in lower case and without spaces, as browsers send them: some proxies and libraries stumble over anything else, and some only over this. Then the call:

```sh
curl -i -X PUT https://api.example.com/items/1 \
  -H 'Origin: https://app.example.com' -H 'Content-Type: application/json' \
  -H 'Authorization: Bearer TOKEN' -d '{}'
```

It needs `Access-Control-Allow-Origin` again, on errors too: try it without the token. Then once more with `Origin: https://evil.example`, which must not get its own name back.

curl does not judge the answer, and it has no cache, cookies, policy or extensions. Paste its output into whycors for the verdict of each browser, and end with a look at the real page.
)"},
    {"find-the-preflight", R"(# How do I find the preflight in DevTools?

In Chrome's Network panel write `method:OPTIONS` into the filter; plain `OPTIONS` filters by the URL's text and finds nothing. The panel must be open before the call is made, and “Disable cache” makes the preflight appear every time. Firefox and Safari list preflights among the others: sort by method.

None there? Then none was sent: the call needs none (GET, HEAD or POST with plain headers), an earlier one is still valid, or something stopped the call before the network: the page's Content Security Policy, mixed content, an extension, a missing permission for the local network. The console says which.

A preflight with status 200 or 204 and a red call below it means that the headers of one of the two are wrong. A preflight with 401, 404 or 405 never got as far as headers.
)"},
    {"preflight-headers", R"(# Which headers must a preflight's answer have?

Only those that the call needs:

- a status from 200 to 299; 204 is as good as 200
- `Access-Control-Allow-Origin`: the page's origin, or `*` where no credentials are sent
- `Access-Control-Allow-Credentials: true`, where they are
- `Access-Control-Allow-Methods`, where the method is not GET, HEAD or POST; `OPTIONS` never needs to be in it
- `Access-Control-Allow-Headers`, with every request header that is not on the safelist; `*` will do without credentials, though `Authorization` is better named

A missing method or request header has its own sentence in Chrome's console, which names it. “Response to preflight request doesn't pass access control check” speaks of the first three alone: origin, credentials, status or redirect.

The answer to the call itself needs the headers for origin and credentials once more, and the two lists not at all.
)"},
    {"preflight-every-time", R"(# Why is there a preflight again and again?

Because the last one is no longer valid, or was for something else. Without `Access-Control-Max-Age` a preflight is kept for 5 seconds. With it, for as long as it says, up to a limit: 7200 seconds (two hours) in Chromium, 86400 (a day) in Firefox, 600 (ten minutes) in Safari. Higher numbers are cut, not refused, so 7200 is a good one for all.

It is kept for one URL, query included, and one page origin: `/items/1` and `/items/2` have a preflight each, and so has every new search. It is also kept for calls with and without credentials apart, and covers only the methods and headers that it listed.

Other reasons: `Access-Control-Max-Age` stands on the response to the call instead of the preflight's; “Disable cache” is ticked in DevTools; a reload, or `cache: 'no-store'`, in some browsers. Moving to another page does not empty the cache.

To need none at all, make the call simple: GET, or POST with `text/plain` or form data, without headers of your own. Or let the page call its own origin, and a proxy there the API.
)"},
    {"safari-and-wildcard",
     R"(# It works in Chrome and fails in Safari. Is it the `*` in Access-Control-Allow-Headers?

Hardly. Safari knows `*` there since version 13 of 2019; many pages still say otherwise. With credentials (`credentials: 'include'`) it is no wildcard in *any* browser. And that `*` does not cover `Authorization` is the standard's word, which no browser enforces today, Safari neither. Naming the headers is right in any case.

What Safari does differ in: it sends no third-party cookies, so that a login on another site's API fails with 401; it refuses `http://localhost` from an https page; it keeps a preflight for ten minutes at most; and its console says “Origin … is not allowed by Access-Control-Allow-Origin” for a missing header and a wrong one alike, with the status behind it. Read that status first.
)"},
    {"tokens-and-wildcard", R"(# I send a token. May the API answer `Access-Control-Allow-Origin: *`?

Yes, if it is a header that script sets: `fetch(url, { headers: { Authorization: 'Bearer …' } })`. Credentials in the sense of CORS are cookies, client certificates and HTTP authentication that the *browser* adds. Such a call has credentials mode `same-origin`, which sends none of them across origins, so `*` passes. Only the preflight must allow the header: `Access-Control-Allow-Headers: authorization`.

The exact origin and `Access-Control-Allow-Credentials: true` are needed where the call has `credentials: 'include'`, or `withCredentials = true`. If you send tokens, don't set it: it makes everything stricter and brings cookies into play.

`*` beside `Access-Control-Allow-Credentials: true` is no fault in itself: for calls without credentials the second header is ignored. It fails for those with.
)"},
    {"wildcard-everywhere", R"(# Can I just send `Access-Control-Allow-Origin: *`?

For data that anybody may read, yes: fonts, public files, open APIs, also those with a token in `Authorization`. It is the simplest answer, needs no list and no `Vary`, and caches well.

It fails with cookies: a call with `credentials: 'include'` needs the exact origin and `Access-Control-Allow-Credentials: true`. Don't get around that by sending back whatever origin asked: it opens the data of everybody who is signed in to every site.

And it does not fit what is protected by the network alone, such as an intranet or a device at home: every page that somebody inside visits could read it.
)"},
    {"cookies", R"(# CORS passes. Why is the cookie not sent?

Three things must hold, and CORS is only one of them. The call asks for cookies: `credentials: 'include'` in `fetch()`, `withCredentials = true` in XMLHttpRequest and axios, also on the call that *sets* the cookie. The server allows it: the exact origin and `Access-Control-Allow-Credentials: true`. And the cookie may travel: between different sites only with `SameSite=None; Secure`.

A site is the scheme and the registrable domain: `app.example.com` and `api.example.com` are one site, and `SameSite=Lax` is enough between them; `example.com` and `example.net` are two, and so are two customers of `github.io` or `vercel.app`. Ports make no difference: `localhost:3000` and `localhost:8080` are one site.

Safari sends no third-party cookies at all, Firefox keeps them apart by site, Chrome lets people choose. Nothing in the headers changes that: put page and API under one domain, or let the page call its own server, which passes the call on.

A preflight never carries cookies. If it fails with 401, the server asks too early.
)"},
    {"vary-origin", R"(# What is `Vary: Origin` for?

For caches: the browser's own, a CDN's, a proxy's. It says that the answer depends on the `Origin` header of the request, so that the answer for one origin is not served to another, nor the one for an `<img>` (which sends no `Origin`) to a `fetch()`.

It is needed wherever `Access-Control-Allow-Origin` is not the same for everybody, on *every* response of that route: also where the origin was refused, and where there was none. Set only beside a granted origin, it comes too late: the answer without it is in the cache already. A constant `*` needs none.

CDNs often ignore `Vary`, or take only part of it: put `Origin` into the cache key there as well (CloudFront: a policy that forwards `Origin`). The sign of its absence is a failure that comes and goes, and that a hard reload mends.
)"},
    {"no-cors", R"(# What does `mode: 'no-cors'` do?

It gives up reading the answer. The request is sent, if it is a simple one, and script gets an opaque response: status 0, no headers, an empty body. `response.json()` then fails, and no setting changes that. Chrome proposes it in its console, which is why so many try.

It is of use where nobody needs the answer: a ping, a warm-up, filling a cache in a service worker. It is never a way around CORS: methods are limited to GET, HEAD and POST, and headers such as `Authorization` or a JSON `Content-Type` are dropped in silence.
)"},
    {"disable-cors", R"(# Can I switch CORS off?

Not for those who use your page: it is their browser that checks. And what you would switch off is the same-origin policy; CORS is the way to make exceptions from it, and the exceptions are the server's to make.

Things that seem to help, and don't: `--disable-web-security` and extensions that “unblock CORS” change one browser, and open it to every site; `mode: 'no-cors'` hides the error and the data; CORS headers on the *request* make it worse; a public proxy reads all that passes. What does help is a header on the server, a call from your own server, or, while developing, the proxy of your tool, so that the page calls its own origin.

If you own the API: what `Access-Control-Allow-Origin: *` opens can be read by everybody anyway, so for public data you have nothing to lose.
)"},
    {"localhost", R"(# Why is localhost a different origin?

An origin is scheme, host and port. `http://localhost:5173` and `http://localhost:8080` are two, and so are `localhost` and `127.0.0.1`, http and https. No browser makes an exception for development.

Best is the development server's proxy (`server.proxy` in Vite, `rewrites` in Next.js, `proxy.conf.json` in Angular): the page calls `/api` on its own origin, and CORS has no part in it. In production a reverse proxy does the same. Otherwise put `http://localhost:5173` on the API's list for development, and only there.

A public page that calls `localhost` is another matter: Chrome asks the person first since version 142 (Local Network Access), and no header grants it; Safari refuses `http://localhost` from https as mixed content.
)"},
    {"file-pages", R"(# Why does a page opened from disk fail?

A `file:` URL has no host, so the page has no origin, and browsers send `Origin: null`. Modules, `fetch()` of neighbouring files, fonts and canvas all fail, since each file counts as foreign to every other.

Serve the folder instead: `python3 -m http.server 8000`, `npx serve`, or the editor's live server, then open `http://localhost:8000`. Don't allow `null` in the API: every sandboxed frame of any site sends it too. And don't start the browser with `--allow-file-access-from-files`: it lets pages read your disk.
)"},
    {"backend-to-backend", R"(# Does CORS apply between servers?

No. Nothing checks it but a browser, and only for scripts and a few kinds of elements in a page. A call from your server to another is never blocked by CORS, whatever headers the answer lacks.

That is also the way out when the API belongs to somebody else and does not allow your origin: call it from your own server, and let the page call that. A secret key then stays on your server too, where it belongs. A public CORS proxy is not the same: it reads and can change all that passes, keys and cookies with it.

CORS protects no API either. Whoever can send a request from outside a browser can send any `Origin`. Authentication, authorization and protection against forged requests are the server's own work.
)"},
    {"online-testers", R"(# Can a web page test an API for another origin?

Not from your browser. `Origin` and `Access-Control-Request-*` belong to the browser, and script can't set them: a page can only send preflights of its own origin. A tester that shows the answer to any origin sends the request from its server, along with the token that you typed in; it can't at the same time promise that nothing leaves your device.

whycors sends nothing. It prints the exact commands, you run them, and it judges what came back.
)"},
    {"which-layer", R"(# Which layer should own CORS: the CDN, the proxy, or the application?

One of them, and no other. When two layers add `Access-Control-Allow-Origin`, the browser sees two values and refuses both, even when they are equal.

Choose the layer that answers everything: the preflight, the errors, and what never reaches the application. Errors made by a proxy (502, 504, 413, 429) carry only what the proxy adds, so an application that owns CORS leaves those unreadable, and a failure there looks like a CORS failure. On the other hand only the application knows which route may be called by whom.

So: a proxy or gateway when all routes have one policy; the application when routes differ, and then let the proxy add the headers to the errors that it makes itself, and to no others. In whichever layer it is, CORS goes before authentication, for a preflight carries no credentials.
)"},
    {"allowlists", R"(# How do I allow several origins, and others in each environment?

`Access-Control-Allow-Origin` holds one origin or `*`. A list, a pattern such as `https://*.example.com` or two rows of it match nothing. Keep the list on the server, compare the request's `Origin` with it as a whole string, and send back the one that matched, with `Vary: Origin` on every answer, also on those that match nothing.

Compare exactly: scheme, host and port, in lower case, without a slash at the end. A test by `endsWith("example.com")` also lets `https://evilexample.com` in, a pattern with an unescaped dot also `https://appXexample.com`, and one that has no end also `https://example.com.evil.net`.

Read the list from the environment, so that `http://localhost:5173` is allowed in development alone. Never allow `null`: every sandboxed frame has that origin, anybody's too.
)"},
    {"logging-refusals", R"(# How do I notice that the server refuses an origin?

A refused origin is silent on the server: the answer is a 200 without a header, and the failure is in somebody else's console. So log it where the decision is made: the `Origin`, the method, the path, and whether it was a preflight. Count them by origin; a new one with many calls is a deployment that was forgotten, or somebody else's page.

Don't answer a refused origin with an error on that account alone. The status changes nothing for the browser, which blocks either way, but it can break health checks and other callers that send `Origin` for reasons of their own. In Express, `callback(new Error(…))` in the `origin` option of `cors` does just that: a 500 with a stack trace, and without CORS headers. `callback(null, false)` refuses in peace.

Beware of what the log then holds: an origin can name a customer or an internal host.
)"},
    {"express-cors", R"(# Does the `cors` package for Express need `app.options('*', cors())`?

No. `app.use(cors(options))`, once and before all routes, answers preflights on every path with 204, also where no route is. The line is left from the days of `cors()` on single routes, and in Express 5 it stops the server: “Missing parameter name at index 1: *”.

What goes wrong instead is the order: an `app.use(requireAuth)` above it answers the preflight with 401, a route above it answers without headers. And `cors()` on one route alone handles no preflight for it: add `app.options('/that/path', cors(options))` with the same options.

How `origin` is meant: `true` or a function that accepts all reflects any origin; a single string is *always* sent, whoever asks; a list or pattern is compared, and an origin that does not match gets its answer without the header, with no error and nothing in the log.
)"},
    {"nginx-recipe",
     R"(# I copied the nginx recipe with `if ($request_method = OPTIONS)`. Why does it still fail?

The recipe adds its headers inside the `if`, so the preflight gets them and the call itself does not: `add_header` works where it stands. Unless the application behind sends its own, the browser then blocks the call after a good preflight. Put the lines outside the `if` too, for an inner block with `add_header` of its own inherits none.

Three more faults go round with it. `add_header Content-Length 0` with `return 204`: a 204 must not have that header. `always` left out, or explained as “also when nginx answers itself”: it means *with every status*, and without it a 401 or 502 has no CORS headers, whoever made it. And no `Vary: Origin`, though the origin differs.

nginx does pass OPTIONS on to the application; it answers by itself only where the config says so. It passes `Origin` on as well: `proxy_set_header Origin $http_origin` does nothing. `whycors fix nginx` prints a config that was proven in the real server.
)"},
    {"headers-lost-in-a-proxy", R"(# Does a proxy drop my `X-` headers?

No. nginx and HAProxy pass `X-Request-Id` and its like on. What nginx drops by default are request headers with an *underscore* or a *dot* in the name, such as `api_key`: rename them with hyphens, or set `underscores_in_headers on`. The preflight passes all the same, for there the name is only a value, and then the server misses the header.

`Origin` is passed on too. Where the application does not see it, somebody removed it on purpose (`proxy_set_header Origin ""`), or a CDN leaves it out of what it forwards (CloudFront without an origin request policy): the application then takes the call for none of CORS, and sends no headers.
)"},
    {"api-gateway-layers", R"(# Why does API Gateway need CORS in two places?

Because two layers answer. The gateway itself answers preflights, refusals by an authorizer, throttling and unknown routes; your function or backend answers the rest. Which of them needs the headers depends on the kind of API:

```text
                         REST API                             HTTP API
preflight                an OPTIONS method (mock), made by    the `cors` setting answers it;
                         “Enable CORS”; no authorizer on it   the function is not asked
answers of a function    the function must send the headers   the gateway adds them, and drops
                         (proxy integration)                  what the function sends
401, 403, 429, 5xx of    gateway responses DEFAULT_4XX and    no headers are promised, nor can
the gateway              DEFAULT_5XX                          they be set: read the status
takes effect             after it is deployed again           at once, where the stage deploys by itself
the usual trap           403 MissingAuthenticationToken:      a `$default` route with an authorizer
                         there is no OPTIONS method           catches the preflight: 401
```

So a function need not answer OPTIONS where the gateway does, and in an HTTP API with `cors` its own headers count for nothing. The trap of the HTTP API is mended by an `OPTIONS /{proxy+}` route without an authorizer.

`whycors fix aws-rest-api` and `whycors fix aws-http-api` print both for a paste.
)"},
    {"static-hosts", R"(# Is a headers file enough on Netlify, Vercel or Firebase?

For static files that are read with a plain GET, yes: fonts, JSON, images. For an API, seldom.

Netlify's `_headers` belongs into the *publish* directory, not the root of the project, and holds for the files that Netlify serves itself: not for functions, not for what is proxied, and a preflight of a static path gets 405. Let the function send the headers, and answer OPTIONS.

Vercel's `headers` in vercel.json reach functions too, but the preflight still runs the function: it must answer OPTIONS with 204 before it looks at anything else. `source` is a pattern such as `/api/(.*)`, and it can hold one fixed origin only.

Firebase Hosting's `headers` hold for hosted files (`/api/**`, not `/api`, covers what is below); redirects carry none, and a function sets its own.
)"},
    {"csp-and-cors", R"(# Is it CORS or the Content Security Policy?

They answer different questions. The policy comes with the *page* and says where the page may call to; CORS headers come with the *answer* and say who may read it. The policy is asked first, and what it refuses never reaches the network: there is no preflight in the Network panel, and the console says “violates the following Content Security Policy directive”.

So `connect-src` must list the API in the policy of the page. The policy that an API sends with its JSON has no effect on who may call it. Both have to agree before a call succeeds.
)"},
    {"documenting-the-policy", R"(# What should an API say about CORS in its documentation?

Five things, and a developer never has to guess: which origins are allowed and how to get one added; whether credentials are (cookies, or a token in `Authorization`); which methods and request headers; which response headers script can read, for without `Access-Control-Expose-Headers` it is seven plain ones; and how long a preflight may be kept.

Say too which answers carry the headers: errors as well, or the developer sees “CORS” where the cause was a 401 or a 500. `whycors fix PLATFORM --as markdown` writes such a section from a paste.
)"},
};

} // namespace

std::span<Question const> questions() { return all; }

} // namespace whycors
