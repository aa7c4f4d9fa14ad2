import './api/no-eval.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { newQueryClient } from './api/query.ts'
import { CONSOLE } from './screens/console/root.ts'
import { EXPLORE, SHARED } from './screens/explore/root.ts'
import { OPEN } from './screens/open/root.ts'
import { AddressedWall } from './screens/wall/AddressedWall.tsx'
import { speakAtDesk, startText } from './text/i18n.ts'
import { lazily } from './ui/lazily.ts'
import './theme/fonts.ts'
import './theme/tokens.css'
import './theme/base.css'

if (location.pathname === '/') history.replaceState(null, '', `/wall${location.search}`)

const ScreenPage = lazily(() => import('./screens/paired/ScreenPage.tsx'))
const PreviewPage = lazily(() => import('./screens/preview/PreviewPage.tsx'))
const ExplorePage = lazily(async () => (await Promise.all([import('./screens/explore/ExplorePage.tsx'), speakAtDesk()]))[0])
const SharedPage = lazily(async () => (await Promise.all([import('./screens/explore/shared/SharedPage.tsx'), speakAtDesk()]))[0])
const OpenPage = lazily(async () => (await Promise.all([import('./screens/open/OpenPage.tsx'), speakAtDesk()]))[0])
const ConsolePage = lazily(async () => (await Promise.all([import('./screens/console/ConsolePage.tsx'), speakAtDesk()]))[0])

/** A display that is paired, or waits to be. */
const isScreen = location.pathname === '/screen'

/** A scene that is being laid out, in a frame of the desk. */
const isPreview = location.pathname === '/preview'

const isOpen = location.pathname === OPEN || location.pathname.startsWith(`${OPEN}/`)

await startText(location.search)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <Suspense>
          {isScreen ? (
            <ScreenPage />
          ) : isPreview ? (
            <PreviewPage />
          ) : location.pathname.startsWith(CONSOLE) ? (
            <ConsolePage />
          ) : location.pathname === EXPLORE ? (
            <ExplorePage />
          ) : location.pathname.startsWith(SHARED) ? (
            <SharedPage />
          ) : isOpen ? (
            <OpenPage />
          ) : (
            <AddressedWall />
          )}
        </Suspense>
      </QueryClientProvider>
    </StrictMode>,
  )
}
