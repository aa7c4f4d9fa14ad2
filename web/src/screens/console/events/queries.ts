import {
  type AddEventAsk,
  AnnotationsAnswer,
  type ChangeEventAsk,
  EventsAnswer,
  EventVersions,
  type WithdrawAnnotationAsk,
  type WithdrawEventAsk,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { putJson, sendJson } from '../../../api/send.ts'

const EVERY_MS = 15_000

export const eventsQuery = () =>
  queryOptions({
    queryKey: ['events'],
    queryFn: async ({ signal }) => EventsAnswer.parse(await getJson('/api/events?withdrawn=true', signal)),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })

export const eventVersionsQuery = (key: string) =>
  queryOptions({
    queryKey: ['events', key],
    queryFn: async ({ signal }) => EventVersions.parse(await getJson(`/api/events/${key}`, signal)),
    staleTime: 0,
  })

export const notesQuery = () =>
  queryOptions({
    queryKey: ['annotations'],
    queryFn: async ({ signal }) => AnnotationsAnswer.parse(await getJson('/api/annotations?withdrawn=true', signal)),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })

export const addEvent = (ask: AddEventAsk) => sendJson('/api/events', ask)
export const changeEvent = (key: string, ask: ChangeEventAsk) => putJson(`/api/events/${key}`, ask)
export const withdrawEvent = (key: string, ask: WithdrawEventAsk) => sendJson(`/api/events/${key}/withdraw`, ask)
export const withdrawNote = (note: number, ask: WithdrawAnnotationAsk) => sendJson(`/api/annotations/${note}/withdraw`, ask)
