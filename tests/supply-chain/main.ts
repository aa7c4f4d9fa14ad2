import { sbom } from './sbom.ts'

// npm run -s sbom > sbom.cdx.json
process.stdout.write(`${sbom()}\n`)
