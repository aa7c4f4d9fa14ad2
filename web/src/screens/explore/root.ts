/** Where the explorer is. By itself, since other screens lead to it and load nothing else of it. */
export const EXPLORE = '/explore'

/** Where links to one answer lead; the token follows. */
export const SHARED = '/shared/'
