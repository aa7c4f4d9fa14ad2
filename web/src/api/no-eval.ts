// zod compiles its parsers with `new Function` unless told not to, and the content security policy forbids that.
// It reads this when a schema is built, so main.tsx must import this file before any contract.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
