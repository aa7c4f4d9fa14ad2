import { useText } from '../../text/use-text.ts'

/** A display nobody has given a name shows what to enter where, and nothing of ours. */
export function Pairing({ code }: { code: string | null }) {
  const { t } = useText()
  return (
    <main className="pairing">
      <h1>{t('pairing.title')}</h1>
      <p className="pairing-code" data-code={code ?? undefined}>
        {code ? `${code.slice(0, 3)} ${code.slice(3)}` : t('pairing.waiting')}
      </p>
      <p>{t('pairing.how', { address: `${location.host}/console/screens` })}</p>
    </main>
  )
}
