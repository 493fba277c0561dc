import { describe, expect, it } from '@jest/globals';
import { faultOfUrl } from './callable-url.ts';

describe('faultOfUrl', () => {
  it.each([
    'https://hooks.example/in?x=1',
    'https://hooks.example:8443/',
    'https://hooks.example:443/',
    'https://1.1.1.1/',
    'https://[2606:4700::1111]/',
  ])('has nothing against %s', (url) => {
    expect(faultOfUrl(url)).toBeUndefined();
  });

  it.each([
    ['not an address', 'hooks.example'],
    ['no address at all', ''],
    ['too long', `https://hooks.example/${'x'.repeat(2000)}`],
    ['plain http', 'http://hooks.example/'],
    ['another scheme', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['a name and a password', 'https://user:secret@hooks.example/'],
    ['a name that looks like a host', 'https://hooks.example@10.0.0.1/'],
    ['the port of a mail server', 'https://hooks.example:25/'],
    ['the port of a database', 'https://hooks.example:27017/'],
    ['this machine', 'https://127.0.0.1/'],
    ['this machine, shortened', 'https://127.1/'],
    ['this machine as one number', 'https://2130706433/'],
    ['this machine in octal', 'https://0177.0.0.1/'],
    ['this machine in hex', 'https://0x7f000001/'],
    ['this machine in IPv6', 'https://[::1]/'],
    ['nowhere', 'https://0/'],
    ['a private network in IPv6', 'https://[::ffff:10.0.0.1]/'],
    ['a private network', 'https://192.168.0.1/'],
    ['the metadata of a cloud', 'https://169.254.169.254/latest/meta-data'],
    ['the same in full-width digits', 'https://１６９.254.169.254/'],
  ])('refuses %s: %s', (_what, url) => {
    expect(faultOfUrl(url)).toMatch(/^(must|may) /);
  });
});
