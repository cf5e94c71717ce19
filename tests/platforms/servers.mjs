// How each server is started around a printed config. `config` is what `whycors fix` prints; only hosts and ports are
// put in, and for a framework the application around it. `limits` names the checks that the platform can't pass, with
// the reason, which its traps tell the reader too.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const write = (folder, name, text) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  fs.writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}
const upstreamed = (config, at) => config.replaceAll('127.0.0.1:3000', `127.0.0.1:${at.upstream}`).replaceAll('localhost:3000', `127.0.0.1:${at.upstream}`)
const nodeModules = (servers) => path.resolve(servers, 'node/node_modules')
const linked = (folder, servers) => {
  const link = path.join(folder, 'node_modules')
  if (!fs.existsSync(link)) fs.symlinkSync(nodeModules(servers), link)
}
const has = (...files) => files.every((file) => fs.existsSync(file))
const npmVersion = (servers, name) => JSON.parse(fs.readFileSync(path.join(nodeModules(servers), name, 'package.json'), 'utf8')).version
const npmHas = (servers, ...names) => names.every((name) => fs.existsSync(path.join(nodeModules(servers), name, 'package.json')))

const expressRoutes = `
app.all('/api/data', (request, response) => response.status(200).json({ ok: true }))
app.all('/api/private', (request, response) => response.status(401).json({ error: 'unauthorized' }))
app.all('/api/boom', () => { throw new Error('boom') })
app.listen(Number(process.env.PORT), '127.0.0.1')
`

const express = (name, module) => ({
  name,
  platform: 'express',
  isThere: ({ servers }) => npmHas(servers, module, 'cors'),
  version: ({ servers }) => `Express ${npmVersion(servers, module)}, cors ${npmVersion(servers, 'cors')}`,
  start({ folder, servers, config }) {
    linked(folder, servers)
    return { command: process.execPath, args: [write(folder, 'server.cjs', `const express = require('${module}')\nconst app = express()\n${config}${expressRoutes}`)] }
  },
})

export const servers = [
  {
    name: 'nginx', isProxy: true, isThere: () => has('/usr/sbin/nginx'), version: ['/usr/sbin/nginx', ['-v'], /nginx\/([\d.]+)/],
    start({ folder, port, config, at }) {
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${folder}/${one};`).join(' ')
      const text = upstreamed(config, at).replace('listen 80;', `listen 127.0.0.1:${port};`)
      const file = write(folder, 'nginx.conf', `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;\nevents {}\nhttp { access_log off; ${temporary}\n${text}\n}\n`)
      return { command: '/usr/sbin/nginx', args: ['-p', folder, '-c', file, '-e', `${folder}/error.log`] }
    },
  },
  {
    name: 'apache', isProxy: true, isThere: () => has('/usr/sbin/apache2'), version: ['/usr/sbin/apache2', ['-v'], /Apache\/([\d.]+)/],
    start({ folder, port, config, at }) {
      return apache(folder, port, upstreamed(config, at).replace('*:80>', `127.0.0.1:${port}>`))
    },
  },
  {
    name: 'apache-htaccess', isThere: () => has('/usr/sbin/apache2'), version: ['/usr/sbin/apache2', ['-v'], /Apache\/([\d.]+)/],
    start({ folder, port, config }) {
      fs.chmodSync(folder, 0o755)
      write(folder, 'www/api/data', 'data')
      write(folder, 'www/.htaccess', config)
      return apache(folder, port, `<VirtualHost 127.0.0.1:${port}>\nDocumentRoot ${folder}/www\n<Directory ${folder}/www>\nAllowOverride FileInfo\nRequire all granted\n</Directory>\n</VirtualHost>`)
    },
  },
  {
    name: 'caddy', isProxy: true, isThere: () => has('/usr/bin/caddy'), version: ['/usr/bin/caddy', ['version'], /v?(\d[\d.]+)/],
    start({ folder, port, config, at }) {
      const text = `{\n  admin off\n  auto_https off\n}\n${upstreamed(config, at).replace('api.example.com {', `http://127.0.0.1:${port} {`)}`
      return { command: '/usr/bin/caddy', args: ['run', '--config', write(folder, 'Caddyfile', text), '--adapter', 'caddyfile'], env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } }
    },
  },
  {
    name: 'haproxy', isProxy: true, isThere: () => has('/usr/sbin/haproxy'), version: ['/usr/sbin/haproxy', ['-v'], /version ([\d.]+)/],
    start({ folder, port, config, at }) {
      const text = `defaults\n  timeout connect 2s\n  timeout client 20s\n  timeout server 20s\n${upstreamed(config, at).replace('bind *:80', `bind 127.0.0.1:${port}`)}`
      return { command: '/usr/sbin/haproxy', args: ['-db', '-f', write(folder, 'haproxy.cfg', text)] }
    },
  },
  {
    name: 'lighttpd', isProxy: true, isThere: () => has('/usr/sbin/lighttpd'), version: ['/usr/sbin/lighttpd', ['-v'], /lighttpd\/([\d.]+)/],
    start({ folder, port, config, at }) {
      const text = `server.port = ${port}\nserver.bind = "127.0.0.1"\nserver.document-root = "${folder}"\nserver.modules = ("mod_access")\n${config.replace('"port" => 3000', `"port" => ${at.upstream}`)}`
      return { command: '/usr/sbin/lighttpd', args: ['-D', '-f', write(folder, 'l.conf', text)] }
    },
  },
  express('express', 'express'),
  express('express-4', 'express4'),
  {
    name: 'fastify', isThere: ({ servers }) => npmHas(servers, 'fastify', '@fastify/cors'),
    version: ({ servers }) => `Fastify ${npmVersion(servers, 'fastify')}, @fastify/cors ${npmVersion(servers, '@fastify/cors')}`,
    start({ folder, servers, config }) {
      linked(folder, servers)
      const [imports, rest] = split(config, /^import/)
      return { command: process.execPath, args: [write(folder, 'server.mjs', `import Fastify from 'fastify'\n${imports}\nconst app = Fastify()\n${rest}
app.route({ method: ['GET', 'PUT', 'DELETE'], url: '/api/data', handler: async () => ({ ok: true }) })
app.route({ method: ['GET', 'PUT', 'DELETE'], url: '/api/private', handler: async (request, reply) => reply.code(401).send({}) })
app.route({ method: ['GET', 'PUT', 'DELETE'], url: '/api/boom', handler: async () => { throw new Error('boom') } })
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })\n`)] }
    },
  },
  {
    name: 'nestjs', isThere: ({ servers }) => npmHas(servers, '@nestjs/core', '@nestjs/platform-express'), version: ({ servers }) => `NestJS ${npmVersion(servers, '@nestjs/core')}`,
    start({ folder, servers, config }) {
      linked(folder, servers)
      return { command: process.execPath, args: [write(folder, 'server.cjs', `require('reflect-metadata')
const { NestFactory } = require('@nestjs/core')
const { Module, Controller, All, UnauthorizedException } = require('@nestjs/common')
class Api { data() { return { ok: true } } locked() { throw new UnauthorizedException() } boom() { throw new Error('boom') } }
for (const [method, route] of [['data', 'data'], ['locked', 'private'], ['boom', 'boom']]) All(route)(Api.prototype, method, Object.getOwnPropertyDescriptor(Api.prototype, method))
Controller('api')(Api)
class App {}
Module({ controllers: [Api] })(App)
async function main() {
  const app = await NestFactory.create(App, { logger: false })
${config}
  await app.listen(Number(process.env.PORT), '127.0.0.1')
}
main()\n`)] }
    },
  },
  {
    name: 'koa', isThere: ({ servers }) => npmHas(servers, 'koa', '@koa/cors'), version: ({ servers }) => `Koa ${npmVersion(servers, 'koa')}, @koa/cors ${npmVersion(servers, '@koa/cors')}`,
    start({ folder, servers, config }) {
      linked(folder, servers)
      return { command: process.execPath, args: [write(folder, 'server.cjs', `const Koa = require('koa')\nconst app = new Koa()\napp.silent = true\n${config}
app.use((context) => {
  if (context.path === '/api/private') context.throw(401)
  if (context.path === '/api/boom') throw new Error('boom')
  if (context.path === '/api/data') context.body = { ok: true }
})
app.listen(Number(process.env.PORT), '127.0.0.1')\n`)] }
    },
  },
  {
    name: 'hono', isThere: ({ servers }) => npmHas(servers, 'hono', '@hono/node-server'), version: ({ servers }) => `Hono ${npmVersion(servers, 'hono')}`,
    start({ folder, servers, config }) {
      linked(folder, servers)
      return { command: process.execPath, args: [write(folder, 'server.mjs', `import { Hono } from 'hono'\nimport { serve } from '@hono/node-server'\nconst app = new Hono()\n${config}
app.all('/api/data', (context) => context.json({ ok: true }))
app.all('/api/private', (context) => context.json({}, 401))
app.all('/api/boom', () => { throw new Error('boom') })
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })\n`)] }
    },
  },
  {
    name: 'nextjs', isSlow: true, isThere: ({ servers }) => npmHas(servers, 'next', 'react-dom'), version: ({ servers }) => `Next.js ${npmVersion(servers, 'next')}`,
    start({ folder, port, servers, config }) {
      linked(folder, servers)
      write(folder, 'package.json', '{"private":true}')
      write(folder, 'proxy.js', config)
      write(folder, 'next.config.mjs', `export default { outputFileTracingRoot: ${JSON.stringify(folder)}, turbopack: { root: ${JSON.stringify(path.resolve(servers, '..'))} } }\n`)
      write(folder, 'app/layout.js', 'export default function Layout({ children }) { return <html><body>{children}</body></html> }\n')
      write(folder, 'app/page.js', 'export default function Page() { return <p>page</p> }\n')
      const route = (name, body) => write(folder, `app/api/${name}/route.js`, `const answer = () => { ${body} }\nexport const dynamic = 'force-dynamic'\nexport { answer as GET, answer as PUT, answer as DELETE }\n`)
      route('data', 'return Response.json({ ok: true })')
      route('private', 'return Response.json({}, { status: 401 })')
      route('boom', "throw new Error('boom')")
      const next = path.join(nodeModules(servers), 'next/dist/bin/next')
      return { before: [[process.execPath, [next, 'build', '--webpack']]], command: process.execPath, args: [next, 'start', '-p', String(port), '-H', '127.0.0.1'], env: { NEXT_TELEMETRY_DISABLED: '1' } }
    },
  },
  {
    name: 'flask', isThere: () => python('flask', 'flask_cors'), version: ['/usr/bin/python3', ['-c', 'import flask, flask_cors; print("Flask", flask.__version__, "flask-cors", flask_cors.__version__)'], /Flask (.*)/],
    limits: { notFound: 'Flask answers the preflight of an unknown path 404' },
    start({ folder, config }) {
      return pythonServer(folder, `from flask import Flask, abort\napp = Flask(__name__)\n${config}
every = ['GET', 'PUT', 'DELETE']
@app.route('/api/data', methods=every)
def data(): return {'ok': True}
@app.route('/api/private', methods=every)
def private(): abort(401)
@app.route('/api/boom', methods=every)
def boom(): raise RuntimeError('boom')
app.run(host='127.0.0.1', port=int(os.environ['PORT']))\n`)
    },
  },
  {
    name: 'django', isThere: () => python('django', 'corsheaders'), version: ['/usr/bin/python3', ['-c', 'import django, importlib.metadata as m; print("Django", django.__version__, "django-cors-headers", m.version("django-cors-headers"))'], /Django (.*)/],
    start({ folder, config }) {
      write(folder, 'settings.py', `SECRET_KEY = 'proof'\nDEBUG = False\nALLOWED_HOSTS = ['*']\nROOT_URLCONF = 'urls'\nINSTALLED_APPS = ['django.contrib.contenttypes']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']\nDEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\n${config}`)
      write(folder, 'urls.py', `from django.http import JsonResponse\nfrom django.urls import path\ndef boom(request): raise RuntimeError('boom')\nurlpatterns = [path('api/data', lambda r: JsonResponse({'ok': True})), path('api/private', lambda r: JsonResponse({}, status=401)), path('api/boom', boom)]\n`)
      return pythonServer(folder, `import os, sys\nsys.path.insert(0, ${JSON.stringify(folder)})\nos.environ['DJANGO_SETTINGS_MODULE'] = 'settings'\nimport django\nfrom django.core.checks import run_checks\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\nassert not run_checks(), run_checks()\nfrom wsgiref.simple_server import make_server\nmake_server('127.0.0.1', int(os.environ['PORT']), application).serve_forever()\n`)
    },
  },
  {
    name: 'fastapi', isThere: () => python('fastapi', 'uvicorn'), version: ['/usr/bin/python3', ['-c', 'import fastapi, starlette; print("FastAPI", fastapi.__version__, "Starlette", starlette.__version__)'], /FastAPI (.*)/],
    limits: { varyWithoutOrigin: 'Starlette sends Vary only where Origin was sent' },
    start({ folder, config }) {
      return pythonServer(folder, `from fastapi import FastAPI, HTTPException\napp = FastAPI()\nevery = ['GET', 'PUT', 'DELETE']
@app.api_route('/api/data', methods=every)
def data(): return {'ok': True}
@app.api_route('/api/private', methods=every)
def private(): raise HTTPException(401)
@app.api_route('/api/boom', methods=every)
def boom(): raise RuntimeError('boom')
${config}
import uvicorn
uvicorn.run(app, host='127.0.0.1', port=int(os.environ['PORT']), log_level='critical')\n`)
    },
  },
  {
    name: 'go-rs-cors', isThere: () => has('/usr/bin/go', '/usr/share/gocode/src/github.com/rs/cors'), version: ['/usr/bin/dpkg-query', ['-W', '-f', 'rs/cors ${Version}', 'golang-github-rs-cors-dev'], /(.*)/],
    start({ folder, config }) {
      return goServer(folder, '"github.com/rs/cors"', `${config.replace(/^\/\/ import.*\n/, '')}\n\thttp.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), handler)`, '')
    },
  },
  {
    name: 'go-net-http', isThere: () => has('/usr/bin/go'), version: ['/usr/bin/go', ['version'], /go([\d.]+)/],
    start({ folder, config }) {
      return goServer(folder, '', 'http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), withCORS(mux))', config)
    },
  },
  {
    name: 'rack-cors', isThere: () => has('/usr/bin/puma'), version: ['/usr/bin/ruby', ['-e', 'require "rack/cors/version"; print Rack::Cors::VERSION'], /(.*)/],
    limits: { boom: 'puma answers an unhandled error itself' },
    start({ folder, port, config }) {
      const file = write(folder, 'config.ru', `require 'rack/cors'\n${config}
run lambda { |env|
  case env['PATH_INFO']
  when '/api/data' then [200, { 'Content-Type' => 'text/plain' }, ['ok']]
  when '/api/private' then [401, { 'Content-Type' => 'text/plain' }, ['no']]
  when '/api/boom' then raise 'boom'
  else [404, { 'Content-Type' => 'text/plain' }, ['none']]
  end
}\n`)
      return { command: '/usr/bin/puma', args: ['-q', '-b', `tcp://127.0.0.1:${port}`, file] }
    },
  },
  {
    name: 'php', isThere: () => has('/usr/bin/php'), version: ['/usr/bin/php', ['-v'], /PHP ([\d.]+)/],
    start({ folder, port, config }) {
      const file = write(folder, 'index.php', `${config}
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/api/private') { http_response_code(401); }
elseif ($path === '/api/boom') { throw new Exception('boom'); }
elseif ($path !== '/api/data') { http_response_code(404); }
echo 'ok';\n`)
      return { command: '/usr/bin/php', args: ['-d', 'display_errors=0', '-d', 'log_errors=0', '-S', `127.0.0.1:${port}`, file] }
    },
  },
  {
    name: 'tomcat', isLonger: true, isThere: () => has('/usr/share/tomcat10/bin/bootstrap.jar', '/usr/bin/java'),
    version: ['/usr/bin/dpkg-query', ['-W', '-f', '${Version}', 'tomcat10'], /^([\d.]+)/],
    start({ folder, port, config }) {
      write(folder, 'conf/server.xml', `<Server port="-1"><Service name="Catalina"><Connector port="${port}" address="127.0.0.1"/>
<Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps" autoDeploy="false"/></Engine></Service></Server>`)
      const servlet = (name, type, path, more = '') => `<servlet><servlet-name>${name}</servlet-name>${type}${more}</servlet><servlet-mapping><servlet-name>${name}</servlet-name><url-pattern>${path}</url-pattern></servlet-mapping>`
      const open = '<?xml version="1.0" encoding="UTF-8"?>\n<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">\n'
      write(folder, 'conf/web.xml', `${open}${servlet('default', '<servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>', '/', '<init-param><param-name>readonly</param-name><param-value>false</param-value></init-param>')}
${servlet('jsp', '<servlet-class>org.apache.jasper.servlet.JspServlet</servlet-class>', '*.jsp')}</web-app>`)
      write(folder, 'webapps/ROOT/WEB-INF/web.xml', `${open}${config}${servlet('private', '<jsp-file>/private.jsp</jsp-file>', '/api/private')}${servlet('boom', '<jsp-file>/boom.jsp</jsp-file>', '/api/boom')}</web-app>`)
      write(folder, 'webapps/ROOT/api/data', 'data')
      write(folder, 'webapps/ROOT/private.jsp', '<% response.setStatus(401); %>')
      write(folder, 'webapps/ROOT/boom.jsp', '<% if (request != null) throw new RuntimeException("boom"); %>')
      for (const empty of ['temp', 'logs', 'work']) fs.mkdirSync(path.join(folder, empty))
      const home = '/usr/share/tomcat10'
      return { command: '/usr/bin/java', args: ['-cp', `${home}/bin/bootstrap.jar:${home}/bin/tomcat-juli.jar`, `-Dcatalina.home=${home}`, `-Dcatalina.base=${folder}`, `-Djava.io.tmpdir=${folder}/temp`, 'org.apache.catalina.startup.Bootstrap', 'start'] }
    },
  },
  {
    name: 'firebase', isLonger: true, grade: 'emulated', isThere: ({ servers }) => has(path.join(servers, 'superstatic/node_modules/superstatic/package.json')),
    version: ({ servers }) => `superstatic ${JSON.parse(fs.readFileSync(path.join(servers, 'superstatic/node_modules/superstatic/package.json'), 'utf8')).version}`,
    limits: {
      secondOrigin: 'firebase.json can name one origin only, which the printed file says',
      ...Object.fromEntries(['unauthorized', 'notFound', 'boom'].map((name) => [name, 'it has files alone, and answers the preflight of any other path 404'])),
    },
    start({ folder, port, servers, config }) {
      write(folder, 'public/api/data', 'data')
      write(folder, 'firebase.json', config.replace(/^\/\/.*\n/gm, ''))
      const packageFolder = path.resolve(servers, 'superstatic/node_modules/superstatic')
      const { bin } = JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8'))
      return { command: process.execPath, args: [path.join(packageFolder, typeof bin === 'string' ? bin : bin.superstatic), '.', '--port', String(port), '--host', '127.0.0.1', '-c', 'firebase.json'] }
    },
  },
  {
    name: 'cloudflare-workers', isLonger: true, grade: 'emulated',
    isThere: ({ servers }) => has(longer(servers, 'miniflare/package.json'), longer(servers, 'node/bin/node')),
    version: ({ servers }) => `workerd ${JSON.parse(fs.readFileSync(longer(servers, 'workerd/package.json'), 'utf8')).version}`,
    start({ folder, port, servers, config }) {
      const script = write(folder, 'worker.mjs', `${config}
async function handle(request) {
  const { pathname } = new URL(request.url)
  if (pathname === '/api/boom') throw new Error('boom')
  const status = { '/api/data': 200, '/api/private': 401 }[pathname] ?? 404
  return new Response('x', { status })
}
`)
      fs.symlinkSync(longer(servers, ''), path.join(folder, 'node_modules'))
      return { command: longer(servers, 'node/bin/node'), args: [write(folder, 'server.mjs', `import { readFileSync } from 'node:fs'
import { Miniflare } from 'miniflare'
const runtime = new Miniflare({ modules: true, script: readFileSync(${JSON.stringify(script)}, 'utf8'), compatibilityDate: '2024-11-01', host: '127.0.0.1', port: ${port} })
await runtime.ready
process.on('SIGTERM', async () => { await runtime.dispose(); process.exit(0) })\n`)] }
    },
  },
  {
    name: 'vercel', isLonger: true, grade: 'emulated',
    isThere: ({ servers }) => has(path.join(servers, 'vercel/node_modules/vercel/package.json')),
    version: ({ servers }) => `vercel dev ${JSON.parse(fs.readFileSync(path.join(servers, 'vercel/node_modules/vercel/package.json'), 'utf8')).version}`,
    limits: { notFound: 'a path without a function is answered by Vercel itself' },
    start({ folder, port, servers, config }) {
      write(folder, 'package.json', '{ "private": true }')
      write(folder, 'api/_cors.mjs', config)
      const bodies = { data: "response.status(200).json({ ok: true })", private: "response.status(401).json({ error: 'unauthorized' })", boom: "{ throw new Error('boom') }" }
      for (const [name, body] of Object.entries(bodies))
        write(folder, `api/${name}.mjs`, `import { withCors } from './_cors.mjs'\nexport default withCors((request, response) => ${body})\n`)
      const command = path.resolve(servers, 'vercel/node_modules/vercel/dist/index.js')
      // It keeps what it knows of its user in the home folder.
      return { command: process.execPath, args: [command, 'dev', '--local', '--yes', '--listen', `127.0.0.1:${port}`], env: { HOME: path.join(folder, 'home'), VERCEL_TELEMETRY_DISABLED: '1' } }
    },
  },
  {
    name: 'netlify', isLonger: true, grade: 'emulated',
    // It listens on every interface, so it runs only where loopback is the only one.
    isThere: ({ servers }) => has(path.join(servers, 'netlify/node_modules/netlify-cli/package.json')) && Object.keys(os.networkInterfaces()).join() === 'lo',
    version: ({ servers }) => `netlify dev ${JSON.parse(fs.readFileSync(path.join(servers, 'netlify/node_modules/netlify-cli/package.json'), 'utf8')).version}`,
    start({ folder, port, servers, config }) {
      write(folder, 'package.json', '{ "private": true }')
      write(folder, 'public/index.html', '')
      write(folder, 'netlify/functions/api.mjs', `${config}\n${webHandler}`)
      const command = path.resolve(servers, 'netlify/node_modules/netlify-cli/bin/run.js')
      const words = ['dev', '--offline', '--internal-disable-edge-functions', '--dir', 'public', '--port', String(port), '--no-open']
      return { command: process.execPath, args: [command, ...words], env: { HOME: path.join(folder, 'home'), CI: '1', NETLIFY_TELEMETRY_DISABLED: '1' } }
    },
  },
  // Handlers in a stand-in of ours for the vendor's gateway, fed with its documented event: that the code runs and
  // answers as it should, no more.
  ...['1.0', '2.0'].map((version) => ({
    name: `aws-lambda-${version}`, platform: 'aws-rest-api', isLonger: true, grade: 'checked', isThere: () => true, version: () => `handler with event format ${version}`,
    start({ folder, config }) {
      return gateway(folder, `${config}
async function handle(event) {
  const path = event.rawPath ?? event.path
  if (path === '/api/boom') throw new Error('boom')
  return { statusCode: { '/api/data': 200, '/api/private': 401 }[path] ?? 404, headers: { 'Content-Type': 'application/json' }, body: '{}' }
}
`, 'cjs', `import { createRequire } from 'node:module'
const { handler } = createRequire(import.meta.url)('./handler.cjs')
const answer = async ({ method, url, headers, body }) => {
  const { pathname } = new URL(url)
  const event = ${version === '1.0'
    // A REST API keeps the names as the client wrote them.
    ? "{ version: '1.0', httpMethod: method, path: pathname, resource: '/{proxy+}', headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()), value])), multiValueHeaders: {}, requestContext: { httpMethod: method, path: pathname }, body, isBase64Encoded: false }"
    : "{ version: '2.0', routeKey: '$default', rawPath: pathname, rawQueryString: '', headers, requestContext: { http: { method, path: pathname, protocol: 'HTTP/1.1' } }, body, isBase64Encoded: false }"}
  const result = await handler(event)
  return { status: result.statusCode, headers: result.headers, body: result.body ?? '' }
}`)
    },
  })),
]

const longer = (servers, file) => path.resolve(servers, 'longer/node_modules', file)

const webHandler = `
async function handle(request) {
  const { pathname } = new URL(request.url)
  if (pathname === '/api/boom') throw new Error('boom')
  return new Response('x', { status: { '/api/data': 200, '/api/private': 401 }[pathname] ?? 404 })
}
`

/** An HTTP server that gives each request to a handler's `answer`. */
function gateway(folder, handler, kind, adapter) {
  write(folder, `handler.${kind}`, handler)
  return { command: process.execPath, args: [write(folder, 'server.mjs', `import http from 'node:http'
${adapter}
http.createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => { body += chunk })
  request.on('end', async () => {
    const made = await answer({ method: request.method, url: 'https://api.example.com' + request.url, headers: request.headers, body })
      .catch(() => ({ status: 502, headers: {}, body: '' }))
    response.writeHead(made.status, made.headers).end(request.method === 'HEAD' || made.status === 204 ? undefined : made.body)
  })
}).listen(Number(process.env.PORT), '127.0.0.1')\n`)] }
}

/** The lines that match, and the others. */
function split(text, pattern) {
  const lines = text.split('\n')
  return [lines.filter((line) => pattern.test(line)).join('\n'), lines.filter((line) => !pattern.test(line)).join('\n')]
}

function apache(folder, port, host) {
  const modules = ['mpm_event', 'authz_core', 'headers', 'setenvif', 'rewrite', 'proxy', 'proxy_http', 'mime', 'dir']
  const load = modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')
  const text = `ServerRoot ${folder}\n${load}\nListen 127.0.0.1:${port}\nServerName localhost\nPidFile ${folder}/pid\nErrorLog ${folder}/error.log\nTypesConfig /dev/null\nUser www-data\nGroup www-data\n${host}\n`
  return { command: '/usr/sbin/apache2', args: ['-X', '-d', folder, '-f', write(folder, 'httpd.conf', text)], env: { APACHE_RUN_DIR: folder } }
}

function python(...modules) {
  return has('/usr/bin/python3') && modules.every((name) => ['/usr/lib/python3/dist-packages'].some((folder) => fs.existsSync(path.join(folder, name))))
}

function pythonServer(folder, text) {
  return { command: '/usr/bin/python3', args: [write(folder, 'server.py', text)] }
}

function goServer(folder, imports, main, top) {
  write(folder, 'main.go', `package main

import (
	"net/http"
	"os"
${imports ? `\t${imports}\n` : ''})

${top.replace(/^\/\/ http\.ListenAndServe.*$/m, '')}
func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/data", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok")) })
	mux.HandleFunc("/api/private", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", 401) })
	mux.HandleFunc("/api/boom", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "boom", 500) })
	${main}
}
`)
  const env = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: path.join(folder, 'cache'), GOFLAGS: '' }
  return { before: [['/usr/bin/go', ['build', '-o', path.join(folder, 'server'), path.join(folder, 'main.go')]]], command: path.join(folder, 'server'), args: [], env }
}
