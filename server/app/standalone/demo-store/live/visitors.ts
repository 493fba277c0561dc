import type { Request, Response } from 'express';
import { randomToken } from '../../../../lib/digest.ts';
import { createVisitor } from '../history/people.ts';
import type { Random } from '../history/random.ts';
import type { Visitor } from './visitor.ts';

const cookieName = 'lumen_visitor';

export interface Visitors {
  /** Who is at the browser; someone new gets a name and a cookie. */
  of(request: Request, response: Response): Visitor;
  save(visitor: Visitor): Visitor;
  load(visitor: Visitor): void;
}

const cookieOf = (request: Request): string =>
  new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]+)`).exec(request.get('cookie') ?? '')?.[1] ?? '';

export const emptyCart = (): Pick<Visitor, 'cartToken' | 'items' | 'checkoutToken' | 'discountCode'> => ({
  cartToken: randomToken(),
  items: [],
  checkoutToken: null,
  discountCode: null,
});

export const createVisitors = (random: Random, onSave: (visitor: Visitor) => void): Visitors => {
  const known = new Map<string, Visitor>();
  const load = (visitor: Visitor): void => {
    known.set(visitor.id, visitor);
  };
  const arrive = (response: Response): Visitor => {
    const visitor = { id: randomToken(), ...createVisitor(random), ...emptyCart(), mayWatch: true };
    response.cookie(cookieName, visitor.id, {
      path: '/demo/store',
      httpOnly: true,
      sameSite: 'lax',
      maxAge: 31_536_000_000,
    });
    load(visitor);
    return visitor;
  };
  return {
    of: (request, response) => known.get(cookieOf(request)) ?? arrive(response),
    // Only who has done something is written down: a crawler's thousand first visits are not.
    save: (visitor) => {
      onSave(visitor);
      load(visitor);
      return visitor;
    },
    load,
  };
};
