import type { LayoutsAnswer, Playlist, SceneFile } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Outdated } from '../../../api/get.ts'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { WhyForm } from '../WhyForm.tsx'
import { type Kind, keepDraft } from './drafts.ts'
import { publish } from './queries.ts'
import type { Editing } from './use-editing.ts'

/** Puts what was laid out into use with who and why, says what differs from what is in use, and what somebody else published meanwhile. */
export function Publish<T extends SceneFile | Playlist>({
  kind,
  id,
  editing,
  said,
  why,
  onWhy,
  trouble,
  inUse,
}: {
  kind: Kind
  id: string
  editing: Editing<T>
  said(before: T, after: T): string[]
  why: string
  onWhy(why: string): void
  /** Why it can't be published as it stands. */
  trouble: string | null
  inUse: LayoutsAnswer['scenes'][number]['inUse'] | undefined
}) {
  const { t, title, minute, day } = useText()
  const client = useQueryClient()
  const whyId = useId()
  const [isRemoving, setRemoving] = useState(false)
  const { spec, base, before, published, meanwhile } = editing
  const sending = useMutation({
    mutationFn: async ({ next, because }: { next: T | null; because: string }) =>
      (await publish(kind, id, { why: because, seen: base, spec: next } as Parameters<typeof publish>[2])) as {
        version: number
      },
    onSuccess: async ({ version }, { next }) => {
      keepDraft(kind, id, null)
      onWhy('')
      editing.settle(version, null)
      await client.invalidateQueries({ queryKey: ['layouts'] })
      if (next === null) moveTo(pathTo.layouts())
    },
    onError: async (error) => {
      if (error instanceof Outdated) await client.invalidateQueries({ queryKey: ['layouts'] })
    },
  })
  const differences = published ? said(published, spec) : []
  const isSomething = published === null || differences.length > 0
  const users = [...(inUse?.playlists.map((each) => title(each)) ?? []), ...(inUse?.screens ?? [])]
  return (
    <section className="layout-publish">
      <h2>{t('layouts.publish.title')}</h2>
      {meanwhile && (
        <div role="alert" className="layout-meanwhile">
          <p>
            <Shape tone="critical" />{' '}
            {t(meanwhile.by === null ? 'layouts.publish.meanwhileFile' : 'layouts.publish.meanwhile', {
              by: meanwhile.by,
              why: meanwhile.why,
              version: meanwhile.version,
              at: `${minute(meanwhile.at)} ${day(meanwhile.at)}`,
            })}
          </p>
          {published && editing.meanwhile?.spec && (
            <>
              <b>{t('layouts.publish.theirs')}</b>
              <Listed lines={theirsOf()} />
            </>
          )}
          <button type="button" onClick={() => editing.settle(meanwhile.version, meanwhile.spec)} disabled={!meanwhile.spec}>
            {t('layouts.publish.takeTheirs')}
          </button>
          <button type="button" onClick={() => editing.settle(meanwhile.version, null)}>
            {t('layouts.publish.keepMine')}
          </button>
        </div>
      )}
      {published && differences.length > 0 && (
        <>
          <b>{t('layouts.publish.differs')}</b>
          <Listed lines={differences} />
        </>
      )}
      {!isSomething && !sending.isSuccess && <p>{t('layouts.publish.nothing')}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate({ next: spec, because: why })
        }}
      >
        <label htmlFor={whyId}>{t('layouts.publish.why')}</label>
        <input
          id={whyId}
          value={why}
          maxLength={500}
          placeholder={t('layouts.publish.whyExample')}
          onChange={(event) => onWhy(event.target.value)}
        />
        {trouble && (
          <p className="layout-trouble">
            <Shape tone="critical" /> {trouble}
          </p>
        )}
        <button
          type="submit"
          className="desk-primary"
          disabled={!isSomething || trouble !== null || meanwhile !== null || why.trim() === '' || sending.isPending}
        >
          {t('layouts.publish.go')}
        </button>
      </form>
      {sending.isSuccess && !isSomething && (
        <p role="status">
          <Shape tone="good" /> {t('layouts.publish.done', { version: sending.data.version })}
        </p>
      )}
      {sending.error && <Failed error={sending.error} />}
      {users.length > 0 && <small>{t('layouts.publish.usedIn', { names: users.join(', ') })}</small>}
      {published &&
        (isRemoving ? (
          <WhyForm
            question={t('layouts.publish.removeWhy', { title: title(spec.title) })}
            isBusy={sending.isPending}
            onSend={(because) => sending.mutate({ next: null, because })}
            onCancel={() => setRemoving(false)}
          />
        ) : (
          <button type="button" className="layout-remove" onClick={() => setRemoving(true)}>
            {t(kind === 'scenes' ? 'layouts.publish.remove' : 'layouts.publish.removePlaylist')}
          </button>
        ))}
    </section>
  )

  /** What they made of what this began from. */
  function theirsOf(): string[] {
    return meanwhile?.spec ? said(before ?? spec, meanwhile.spec) : []
  }
}

export function Listed({ lines }: { lines: string[] }) {
  return (
    <ul className="layout-differences">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
