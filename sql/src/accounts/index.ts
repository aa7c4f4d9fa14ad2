// What of accounts a browser knows too.

export { PERMISSIONS, type Permission, permissionsOf, ROLES, ROLES_OF_PEOPLE, type Role } from './roles.ts'
