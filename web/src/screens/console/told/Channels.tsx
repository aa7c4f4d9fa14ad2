import type { ChannelsAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { useAsked } from '../../../ui/use-asked.ts'
import { Failed } from '../Failed.tsx'
import { SchemaForm } from '../make/SchemaForm.tsx'
import type { FormSchema, Settings } from '../make/schema.ts'
import { channelsQuery, keepChannelSecret, recipientsQuery, sendTest, setChannel } from './queries.ts'
import '../make/make.css'
import './told.css'

type Channel = ChannelsAnswer['channels'][number]

/** The ways messages leave the house, and how each does. */
export function Channels() {
  const { t } = useText()
  const { data, error } = useQuery(channelsQuery())
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section>
      <div className="console-head">
        <h1>{t('told.channels.title')}</h1>
      </div>
      <p className="alert-help">{t('told.channels.help')}</p>
      {data.channels.map((channel) => (
        <Card key={channel.key} channel={channel} />
      ))}
    </section>
  )
}

function Card({ channel }: { channel: Channel }) {
  const { t, title, number, minute, day } = useText()
  const [isOpen, setOpen] = useState(false)
  const { settings, off, trouble, lastSentAt, sent, dead, waiting } = channel
  const isSet = settings !== null && !off
  return (
    <article className="told-card">
      <div className="console-head">
        <div>
          <h2>{title(channel.title)}</h2>
          <small>
            {isSet || sent + dead + waiting > 0
              ? t('told.channels.numbers', { sent: number(sent), waiting: number(waiting), dead: number(dead) })
              : t('told.channels.unused')}
            {lastSentAt && ` · ${t('told.channels.last', { time: `${minute(lastSentAt)} ${day(lastSentAt)}` })}`}
          </small>
        </div>
        <Mark tone={!isSet ? 'missing' : trouble ? 'critical' : 'good'}>
          {t(
            settings === null
              ? 'told.channels.unset'
              : off
                ? 'told.channels.off'
                : trouble
                  ? 'told.channels.trouble'
                  : 'told.channels.works',
          )}
        </Mark>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'alerts.hide' : 'told.channels.set')}
        </button>
      </div>
      {isSet && trouble && <p className="console-failed">{title(trouble)}</p>}
      {isOpen && <SettingsForm channel={channel} onClose={() => setOpen(false)} />}
      {isSet && <Test channel={channel} />}
    </article>
  )
}

function SettingsForm({ channel, onClose }: { channel: Channel; onClose(): void }) {
  const { t } = useText()
  const asked = useAsked(onClose)
  const client = useQueryClient()
  const [settings, setSettings] = useState<Settings>(channel.settings ?? {})
  const [seen, setSeen] = useState(channel.settings && { settings: channel.settings, off: channel.off })
  const saving = useMutation({
    mutationFn: (off: boolean) => setChannel(channel.key, { settings, off, seen }),
    onSuccess: ({ faults }, off) => faults.length === 0 && setSeen({ settings, off }),
    onSettled: () => client.invalidateQueries({ queryKey: ['told'] }),
  })
  const faults = saving.data?.faults ?? []
  return (
    <form
      {...asked}
      className="make"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate(false)
      }}
    >
      <SchemaForm
        schema={channel.form as FormSchema}
        value={settings}
        onChange={setSettings}
        path={['settings']}
        faults={faults.map(({ path, message }) => ({ path: ['settings', ...path], message }))}
        onSecret={async (name, value) => {
          if (value !== null) await keepChannelSecret(channel.key, name, value)
        }}
      />
      <div className="told-buttons">
        <button type="submit" className="desk-primary" disabled={saving.isPending}>
          {t('told.channels.save')}
        </button>
        {channel.settings && !channel.off && (
          <button type="button" disabled={saving.isPending} onClick={() => saving.mutate(true)}>
            {t('told.channels.switchOff')}
          </button>
        )}
        {saving.data && faults.length === 0 && <span role="status">{t('told.channels.saved')}</span>}
        {faults.length > 0 && <span role="alert">{t('told.channels.faults', { count: faults.length })}</span>}
      </div>
      {saving.error && <Failed error={saving.error} />}
    </form>
  )
}

function Test({ channel }: { channel: Channel }) {
  const { t } = useText()
  const id = useId()
  const client = useQueryClient()
  const { data } = useQuery(recipientsQuery())
  const [contact, setContact] = useState('')
  const testing = useMutation({
    mutationFn: () => sendTest(channel.key, contact),
    onSettled: () => client.invalidateQueries({ queryKey: ['told'] }),
  })
  const reached = data?.recipients.filter(({ addresses }) => Object.hasOwn(addresses, channel.key)) ?? []
  if (reached.length === 0) return <p className="alert-none">{t('told.channels.nobody')}</p>
  return (
    <form
      className="told-buttons"
      onSubmit={(event) => {
        event.preventDefault()
        testing.mutate()
      }}
    >
      <label htmlFor={id}>{t('told.channels.testTo')}</label>
      <select id={id} value={contact} onChange={(event) => setContact(event.target.value)}>
        <option value="">{t('make.choose')}</option>
        {reached.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" disabled={contact === '' || testing.isPending}>
        {t('told.channels.test')}
      </button>
      {testing.isSuccess && <span role="status">{t('told.channels.tested')}</span>}
      {testing.error && <Failed error={testing.error} />}
    </form>
  )
}
