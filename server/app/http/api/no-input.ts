import { z } from 'zod';

/** For parts of a request in which nothing may be sent. A GET's body is not looked at. */
export const noInput = { params: z.strictObject({}), query: z.strictObject({}), body: z.unknown() };
