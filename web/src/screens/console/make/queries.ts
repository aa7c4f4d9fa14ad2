import {
  CheckAnswer,
  DiscoveryAnswer,
  Draft,
  DraftField,
  DraftList,
  ImpactAnswer,
  ImpactProgress,
  MakingOptions,
  PreviewAnswer,
  PublishAnswer,
  type SaveDraft,
  Suggestion,
  VersionsAnswer,
} from '@ioc/server/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getJson, Outdated } from '../../../api/get.ts'
import { putFile, sendJson } from '../../../api/send.ts'
import type { Drafting } from './use-draft.ts'

const of = (draft: number) => `/api/drafts/${draft}`
const PATIENCE_MS = 30_000
const OFTEN_MS = 10_000

/** Which of two changes stands is asked at the head of the page: until then what is kept is looked at. */
function unlessOutdated(failure: unknown): void {
  if (!(failure instanceof Outdated)) throw failure
}

export const optionsQuery = () =>
  queryOptions({
    queryKey: ['making'],
    queryFn: async ({ signal }) => MakingOptions.parse(await getJson('/api/making', signal)),
  })

export const draftsQuery = () =>
  queryOptions({
    queryKey: ['drafts'],
    queryFn: async ({ signal }) => DraftList.parse(await getJson('/api/drafts', signal)),
    staleTime: 0,
  })

export const draftQuery = (draft: number) =>
  queryOptions({
    queryKey: ['drafts', draft],
    queryFn: async ({ signal }) => Draft.parse(await getJson(of(draft), signal)),
    staleTime: 0,
    // Somebody else may be working on it.
    refetchInterval: OFTEN_MS,
    retry: 1,
  })

/** The fields of the page taken; asked anew whenever another is taken or read otherwise, and what was typed is kept first. */
export const fieldsQuery = ({ id, flush, sample, spec }: Drafting) =>
  queryOptions({
    queryKey: ['drafts', id, 'fields', sample?.takenAt, spec.format, spec.unitKinds],
    queryFn: async ({ signal }) => {
      await flush().catch(unlessOutdated)
      return DiscoveryAnswer.parse(await getJson(`${of(id)}/fields`, signal, PATIENCE_MS))
    },
    retry: false,
    placeholderData: keepPreviousData,
  })

export const versionsQuery = (feed: string) =>
  queryOptions({
    queryKey: ['feeds', feed, 'versions'],
    queryFn: async ({ signal }) => VersionsAnswer.parse(await getJson(`/api/feeds/${encodeURIComponent(feed)}/versions`, signal)),
    staleTime: 0,
  })

export interface KindChoice {
  domain: string
  kind: string
  form: string | null
}

export const begin = async (ask: { connector: string } | { feed: string }) => Draft.parse(await sendJson('/api/drafts', ask))

export const save = async (draft: number, ask: SaveDraft) => Draft.parse(await sendJson(of(draft), ask))

export const drop = async (draft: number) => sendJson(`${of(draft)}/drop`, {})

export const setSecret = async (draft: number, name: string, value: string) =>
  sendJson(`${of(draft)}/secrets/${encodeURIComponent(name)}`, { value })

export const dropSecret = async (draft: number, name: string) =>
  sendJson(`${of(draft)}/secrets/${encodeURIComponent(name)}/drop`, {})

export const check = async (draft: number) => CheckAnswer.parse(await sendJson(`${of(draft)}/check`, {}))

export const bringSample = async (draft: number, name: string, file: Blob) =>
  putFile(`${of(draft)}/sample/${encodeURIComponent(name)}`, file)

export const suggestFor = async (draft: number, kind: KindChoice) =>
  Suggestion.parse(await sendJson(`${of(draft)}/suggest`, kind))

export const fieldFor = async (draft: number, ask: KindChoice & { target: string; path: string; within?: string | null }) =>
  DraftField.parse(await sendJson(`${of(draft)}/field`, ask))

export const preview = async (draft: number) => PreviewAnswer.parse(await sendJson(`${of(draft)}/preview`, {}))

export const impact = async (draft: number, signal: AbortSignal) =>
  ImpactAnswer.parse(await sendJson(`${of(draft)}/impact`, {}, {}, signal))

/** How far it has got, while it is reckoned. */
export const impactProgressQuery = (draft: number) =>
  queryOptions({
    queryKey: ['drafts', draft, 'impact'],
    queryFn: async ({ signal }) => ImpactProgress.parse(await getJson(`${of(draft)}/impact`, signal)),
    refetchInterval: 700,
    gcTime: 0,
  })

/** What keeps a draft from being published; asked anew with every change. */
export const faultsQuery = ({ id, flush, spec }: Drafting) =>
  queryOptions({
    queryKey: ['drafts', id, 'faults', spec],
    queryFn: async ({ signal }) => {
      await flush().catch(unlessOutdated)
      return PublishAnswer.shape.faults.parse(await getJson(`${of(id)}/faults`, signal, PATIENCE_MS))
    },
    placeholderData: keepPreviousData,
  })

export const publish = async (draft: number, ask: { note: string | null; edit: number }) =>
  PublishAnswer.parse(await sendJson(`${of(draft)}/publish`, ask))

export const restore = async (feed: string, version: number) =>
  PublishAnswer.parse(await sendJson(`/api/feeds/${encodeURIComponent(feed)}/versions/${version}/restore`, { note: null }))
