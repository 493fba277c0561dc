// In the sandbox: a worker for the extension, and nothing else. A worker can only be made from where we are, which is nowhere.
const at = (path) => JSON.stringify(new URL(path, document.currentScript.src).href);
const source = `importScripts(${at('host.js')}, ${at('extension/pixel.js')});`;
const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));

window.addEventListener('message', (event) => {
  if (event.source === window.parent) worker.postMessage(event.data);
});
