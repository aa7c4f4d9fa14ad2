import { lazily } from '../ui/lazily.ts'
import { CONSOLE } from './console/root.ts'
import { EXPLORE, SHARED } from './explore/root.ts'

const ConsolePage = lazily(() => import('./console/ConsolePage.tsx'))
const ExplorePage = lazily(() => import('./explore/ExplorePage.tsx'))
const SharedPage = lazily(() => import('./explore/shared/SharedPage.tsx'))
const OpenPage = lazily(() => import('./open/OpenPage.tsx'))

/** What is no wall: each page is fetched when it is opened, and a wall carries none of their names. */
export default function DeskPage() {
  const { pathname } = location
  if (pathname.startsWith(CONSOLE)) return <ConsolePage />
  if (pathname === EXPLORE) return <ExplorePage />
  return pathname.startsWith(SHARED) ? <SharedPage /> : <OpenPage />
}
