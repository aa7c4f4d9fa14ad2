import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { lean } from './lean.ts'

const server = 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react(), lean()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The content security policy allows fonts and pictures from this host only, so nothing may become a data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': server, '/socket.io': { target: server, ws: true } } },
})
