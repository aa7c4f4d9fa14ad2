import type { RunRow } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { runAgain } from '../queries.ts'

/** Runs again what was brought and failed, without anybody bringing it anew. */
export function RunAgain({ run }: { run: RunRow }) {
  const { t } = useText()
  const client = useQueryClient()
  const running = useMutation({
    mutationFn: () => runAgain(run.run),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  })
  if (!run.again) return null
  return (
    <>
      <button type="button" className="run-stop-button" disabled={running.isPending} onClick={() => running.mutate()}>
        {t('runs.again')}
      </button>
      {running.error && <Failed error={running.error} />}
    </>
  )
}
