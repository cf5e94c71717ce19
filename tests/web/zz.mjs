import puppeteer from 'puppeteer-core'
import http from 'node:http'; import fs from 'node:fs'; import path from 'node:path'
const dirs=process.argv.slice(3), n=Number(process.argv[2])
const types={'.mjs':'text/javascript','.wasm':'application/wasm'}
const server=http.createServer((q,r)=>{const u=new URL(q.url,'http://x').pathname; const m=/^\/(\d)\/(.*)$/.exec(u); if(!m||!m[2])return r.writeHead(200,{'content-type':'text/html'}).end('<!doctype html><input type=file>'); const f=path.join(dirs[m[1]],m[2]); if(!fs.existsSync(f))return r.writeHead(404).end(); r.writeHead(200,{'content-type':types[path.extname(f)]??'text/plain'}).end(fs.readFileSync(f))})
await new Promise(r=>server.listen(0,'127.0.0.1',r))
const res=dirs.map(()=>[])
for(let k=0;k<n;k++) for(let i=0;i<dirs.length;i++){
const browser=await puppeteer.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--no-first-run','--disable-dev-shm-usage','--disable-background-networking']})
const page=await browser.newPage(); await page.goto(`http://127.0.0.1:${server.address().port}/`)
await (await page.$('input')).uploadFile('/work/main/build/recording-300000000.har')
res[i].push(await page.evaluate(async(i)=>{const w=await(await import(`/${i}/whycors.mjs`)).loadWhycors(); const t=performance.now(); await w.har(document.querySelector('input').files[0]); return Math.round(performance.now()-t)},i))
await browser.close()}
server.close()
const med=a=>a.toSorted((x,y)=>x-y)[a.length>>1]
dirs.forEach((d,i)=>console.log(d,res[i].join(' '),'med',med(res[i])))
