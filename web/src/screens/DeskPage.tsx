import { lazily } from '../ui/lazily.ts'
import { CONSOLE } from './console/root.ts'
import { EXPLORE, SHARED } from './explore/root.ts'
import { ACCOUNT, SIGN_IN } from './sign-in/root.ts'

const ConsolePage = lazily(() => import('./console/ConsolePage.tsx'))
const ExplorePage = lazily(() => import('./explore/ExplorePage.tsx'))
const SharedPage = lazily(() => import('./explore/shared/SharedPage.tsx'))
const AccountPage = lazily(() => import('./account/AccountPage.tsx'))
const SignInPage = lazily(() => import('./sign-in/SignInPage.tsx'))
const OpenPage = lazily(() => import('./open/OpenPage.tsx'))

/** What is no wall: each page is fetched when it is opened, and a wall carries none of their names. */
export default function DeskPage() {
  const { pathname } = location
  if (pathname.startsWith(CONSOLE)) return <ConsolePage />
  if (pathname === SIGN_IN) return <SignInPage />
  if (pathname === ACCOUNT) return <AccountPage />
  if (pathname === EXPLORE) return <ExplorePage />
  return pathname.startsWith(SHARED) ? <SharedPage /> : <OpenPage />
}
