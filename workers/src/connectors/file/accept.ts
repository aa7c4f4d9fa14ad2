import { globMatcher } from '../glob.ts'
import { mediaTypeOf } from '../media-types.ts'
import { capped, type Receiver, Refused } from '../receiver.ts'
import type { FileConfig } from './config.ts'

/** A file somebody sends by hand, streamed from the door to the store. */
export const accept: Receiver<FileConfig>['accept'] = async ({ pattern, maxMegabytes }, { name, mediaType, body }) => {
  if (/[/\\]|^\.{1,2}$/.test(name)) throw new Refused(400, 'Tên tệp không được có đường dẫn. Chỉ gửi tên tệp.')
  if (!globMatcher(pattern)(name))
    throw new Refused(415, `Nguồn này chỉ nhận tệp tên «${pattern}». Chọn đúng tệp, hoặc đúng nguồn.`)
  return { name, ...(mediaType ? { mediaType } : mediaTypeOf(name)), body: capped(body, maxMegabytes) }
}
