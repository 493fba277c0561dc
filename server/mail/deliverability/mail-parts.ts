import sanitizeHtml from 'sanitize-html';

/** What a mailbox provider sees of a mail's HTML. */
export interface MailParts {
  /** Visible words, without mark-up. */
  readonly text: string;
  readonly pictures: readonly { readonly src: string; readonly alt: string | undefined }[];
  /** Where its links lead, each once. */
  readonly links: readonly string[];
}

export const partsOf = (html: string): MailParts => {
  const pictures: { src: string; alt: string | undefined }[] = [];
  const links = new Set<string>();
  const text = sanitizeHtml(html, {
    allowedTags: [],
    transformTags: {
      img: (tagName, attribs) => {
        pictures.push({ src: attribs['src'] ?? '', alt: attribs['alt'] });
        return { tagName, attribs };
      },
      a: (tagName, attribs) => {
        if (attribs['href'] !== undefined) links.add(attribs['href']);
        return { tagName, attribs };
      },
    },
  });
  return { text: text.replaceAll(/\s+/g, ' ').trim(), pictures, links: [...links] };
};
