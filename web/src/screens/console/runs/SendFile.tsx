import type { FeedRow } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { sendFile } from '../queries.ts'

/** Sends a feed its next file; its run is then at the head of the list. */
export function SendFile({ feed }: { feed: FeedRow }) {
  const { t } = useText()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const sending = useMutation({
    mutationFn: (file: File) => sendFile(feed.key, file),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  })
  const name = sending.variables?.name ?? ''
  return (
    <>
      <button type="button" className="desk-primary" disabled={sending.isPending} onClick={() => input.current?.click()}>
        {sending.isPending ? t('runs.sending', { name }) : t('runs.sendFile')}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('runs.sendFile')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) sending.mutate(file)
          // The same file, mended, can be chosen again.
          target.value = ''
        }}
      />
      {sending.isSuccess && (
        <p className="console-note" role="status">
          {t('runs.sent', { name })}
        </p>
      )}
      {sending.error && <Failed error={sending.error} />}
    </>
  )
}
