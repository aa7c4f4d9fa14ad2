import {
  LayoutsAnswer,
  PaletteAnswer,
  PlaylistVersions,
  type PublishPlaylist,
  type PublishScene,
  SceneVersions,
} from '@ioc/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../../../api/get.ts'
import { sendJson } from '../../../api/send.ts'
import type { Kind } from './drafts.ts'

const SELDOM_MS = 10_000

/** Looked at again now and then: others publish too. */
export const layoutsQuery = () =>
  queryOptions({
    queryKey: ['layouts'],
    queryFn: async ({ signal }) => LayoutsAnswer.parse(await getJson('/api/layouts', signal)),
    refetchInterval: SELDOM_MS,
    staleTime: 0,
  })

export const paletteQuery = () =>
  queryOptions({
    queryKey: ['layouts', 'tiles'],
    queryFn: async ({ signal }) => PaletteAnswer.parse(await getJson('/api/layouts/tiles', signal)),
  })

export const sceneVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['layouts', 'scenes', id],
    queryFn: async ({ signal }) => SceneVersions.parse(await getJson(`/api/layouts/scenes/${encodeURIComponent(id)}`, signal)),
    refetchInterval: SELDOM_MS,
    staleTime: 0,
  })

export const playlistVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['layouts', 'playlists', id],
    queryFn: async ({ signal }) =>
      PlaylistVersions.parse(await getJson(`/api/layouts/playlists/${encodeURIComponent(id)}`, signal)),
    refetchInterval: SELDOM_MS,
    staleTime: 0,
  })

export const publish = (kind: Kind, id: string, ask: PublishScene | PublishPlaylist) =>
  sendJson(`/api/layouts/${kind}/${encodeURIComponent(id)}`, ask)
