import { useQueryClient } from '@tanstack/react-query'
import { chooseLanguage } from '../text/i18n.ts'
import { useText } from '../text/use-text.ts'
import './language-switch.css'

/** VI or EN: one press and the page speaks the other. What the server has worded is asked for again. */
export function LanguageSwitch() {
  const { t, language } = useText()
  const cache = useQueryClient()
  const other = language === 'en' ? 'vi' : 'en'
  return (
    <button
      type="button"
      className="language-switch"
      title={t('language.switch')}
      aria-label={`VI EN: ${t('language.switch')}`}
      onClick={async () => {
        await chooseLanguage(other)
        await cache.invalidateQueries()
      }}
    >
      <span data-on={language === 'vi' || undefined}>VI</span> <span data-on={language === 'en' || undefined}>EN</span>
    </button>
  )
}
