// What the tests paste.
const lines = (...all) => all.join('\n') + '\n'

export const wildcard = lines('GET /x HTTP/1.1', 'Host: api.example', 'Origin: https://app.example', 'Cookie: a=b', '', 'HTTP/1.1 200 OK', 'Access-Control-Allow-Origin: *')
export const preflight = lines(
  'OPTIONS /data HTTP/1.1', 'Host: api.example.com', 'Origin: https://app.example.com', 'Access-Control-Request-Method: PUT',
  '', 'HTTP/1.1 204 No Content', 'Access-Control-Allow-Origin: https://app.example.com', 'Access-Control-Allow-Methods: PUT', 'Access-Control-Max-Age: 86400',
  '', 'PUT /data HTTP/1.1', 'Host: api.example.com', 'Origin: https://app.example.com',
  '', 'HTTP/1.1 200 OK', 'Access-Control-Allow-Origin: https://app.example.com')
export const unsure = lines('GET /data HTTP/1.1', 'Host: api.example.com', 'Origin: https://app.example.com')
export const differing = lines(
  'GET /data HTTP/1.1', 'Host: api.example.com', 'Origin: https://app.example.com', 'Save-Data: on', '', 'HTTP/1.1 200 OK', 'Access-Control-Allow-Origin: *')
export const console_ = "Access to fetch at 'https://api.example.com/v1/auth' from origin 'http://localhost:3000' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values 'http://localhost:3000, http://localhost:3000', but only one is allowed."
export const redirected = lines(
  'GET /data HTTP/1.1', 'Host: api.example.com', 'Origin: https://app.example.com', '',
  'HTTP/1.1 302 Found', 'Location: https://login.example.com/signin', '', 'HTTP/1.1 200 OK', 'Content-Type: text/html')
