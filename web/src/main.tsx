import './api/no-eval.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { newQueryClient } from './api/query.ts'
import { SIGN_IN } from './screens/sign-in/root.ts'
import { WhenSignedOut } from './screens/sign-in/WhenSignedOut.tsx'
import { AddressedWall } from './screens/wall/AddressedWall.tsx'
import { speakAtDesk, startText } from './text/i18n.ts'
import { lazily } from './ui/lazily.ts'
import './theme/fonts.ts'
import './theme/tokens.css'
import './theme/base.css'

if (location.pathname === '/') history.replaceState(null, '', `/wall${location.search}`)

const ScreenPage = lazily(() => import('./screens/paired/ScreenPage.tsx'))
const PreviewPage = lazily(() => import('./screens/preview/PreviewPage.tsx'))
const DeskPage = lazily(async () => (await Promise.all([import('./screens/DeskPage.tsx'), speakAtDesk()]))[0])

/** A display that is paired, or waits to be. */
const isScreen = location.pathname === '/screen'

/** A scene that is being laid out, in a frame of the desk. */
const isPreview = location.pathname === '/preview'

/** It asks for nothing, and what it shows is the form itself. */
const isSignIn = location.pathname === SIGN_IN

const isWall = /^\/wall(\/|$)/.test(location.pathname)

await startText(location.search)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <Suspense>{isScreen ? <ScreenPage /> : isPreview ? <PreviewPage /> : isWall ? <AddressedWall /> : <DeskPage />}</Suspense>
        {!isSignIn && !isPreview && <WhenSignedOut />}
      </QueryClientProvider>
    </StrictMode>,
  )
}
