import { Resvg } from '@resvg/resvg-js'
import { readFileSync, writeFileSync, readdirSync } from 'node:fs'
for (const f of readdirSync('docs/guide/figures')) writeFileSync('/tmp/plots-look/out/g-'+f.replace('.svg','.png'), new Resvg(readFileSync('docs/guide/figures/'+f,'utf8')).render().asPng())
