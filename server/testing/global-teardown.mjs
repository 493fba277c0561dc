const globalTeardown = () => globalThis.encoreTestMongod?.stop();

export default globalTeardown;
