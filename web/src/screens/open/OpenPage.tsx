import { useEffect } from 'react'
import { useText } from '../../text/use-text.ts'
import '../../theme/desk.css'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { Catalogue } from './Catalogue.tsx'
import { Dataset } from './Dataset.tsx'
import './open.css'
import { OPEN } from './root.ts'

/** What anybody may read and take away. It asks nothing but /api/open, so that it can be put before the public by itself. */
export default function OpenPage() {
  const { t } = useText()
  const id = decodeURIComponent(location.pathname.slice(OPEN.length + 1))
  useEffect(() => {
    document.title = `${t('open.title')} · Phố Hiến`
  }, [t])
  return (
    <div className="desk open">
      <header className="open-top">
        <strong>Phố Hiến</strong>
        <a href={OPEN}>{t('open.title')}</a>
        <LanguageSwitch />
      </header>
      <main className="open-main">{id === '' ? <Catalogue /> : <Dataset id={id} />}</main>
    </div>
  )
}
