import { extname } from 'node:path'

/** What a file is by the end of its name, where that tells. */
export function mediaTypeOf(name: string): { mediaType?: string } {
  const mediaType = MEDIA_TYPES[extname(name).toLowerCase()]
  return mediaType === undefined ? {} : { mediaType }
}

const MEDIA_TYPES: Record<string, string> = {
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
}
