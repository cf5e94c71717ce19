#include "questions.hpp"

namespace whycors {

namespace {

constexpr Question all[] = {
    {"postman-works", R"(# It works in Postman and curl. Why not in the browser?

CORS is a rule that browsers keep, not servers. Postman, curl and a backend send the request and show whatever comes back; a browser sends it too, but hands the answer to a script of another origin only if the answer says that it may. So a success elsewhere shows that the server runs, and nothing about CORS.

To see what the browser sees, send what it sends. First the preflight, if there is one: `OPTIONS` with `Origin`, `Access-Control-Request-Method` and `Access-Control-Request-Headers`. Then the call itself with `Origin`. Look at the `Access-Control-` headers of both answers. `whycors preflight` prints both exactly, and the page does so for any paste.

Three things make a hand-made test lie: without `Origin` many servers send no CORS header at all; an `OPTIONS` without `Access-Control-Request-Method` is no preflight; and a cookie or token in the test tool can turn a 401 into a 200.
)"},
    {"backend-to-backend", R"(# Does CORS apply between servers?

No. Nothing checks it but a browser, and only for scripts and a few kinds of elements in a page. A call from your server to another is never blocked by CORS, whatever headers the answer lacks.

That is also the way out when the API belongs to somebody else and does not allow your origin: call it from your own server, and let the page call that. A secret key then stays on your server too, where it belongs. A public CORS proxy is not the same: it reads and can change all that passes, keys and cookies with it.

CORS protects no API either. Whoever can send a request from outside a browser can send any `Origin`. Authentication, authorization and protection against forged requests are the server's own work.
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

Don't answer a refused origin with an error on that account alone. The status changes nothing for the browser, which blocks either way, but it can break health checks and other callers that send `Origin` for reasons of their own.

Beware of what the log then holds: an origin can name a customer or an internal host.
)"},
    {"api-gateway-layers", R"(# Why does API Gateway need CORS in two places?

Because two layers answer. The gateway itself answers preflights, refusals by an authorizer, throttling and unknown routes; your function or backend answers the rest. Each needs the headers on its own answers.

With a REST API and a proxy integration the console's “Enable CORS” makes an `OPTIONS` method with a mock behind it, and adds nothing to the answers of a Lambda function: the function returns the headers itself. The gateway's own errors get theirs from gateway responses (`DEFAULT_4XX`, `DEFAULT_5XX`). A REST API must be deployed again before any of that shows.

With an HTTP API the `cors` configuration answers preflights and adds the headers to every answer, and the ones that the function returns are dropped. There a `$default` route with an authorizer is the usual trap: it catches the preflight, which carries no token. An `OPTIONS` route without an authorizer mends it.

`whycors fix aws-rest-api` and `whycors fix aws-http-api` print both for a paste.
)"},
    {"documenting-the-policy", R"(# What should an API say about CORS in its documentation?

Five things, and a developer never has to guess: which origins are allowed and how to get one added; whether credentials are (cookies, or a token in `Authorization`); which methods and request headers; which response headers script can read, for without `Access-Control-Expose-Headers` it is seven plain ones; and how long a preflight may be kept.

Say too which answers carry the headers: errors as well, or the developer sees “CORS” where the cause was a 401 or a 500. `whycors fix PLATFORM --as markdown` writes such a section from a paste.
)"},
};

} // namespace

std::span<Question const> questions() { return all; }

} // namespace whycors
