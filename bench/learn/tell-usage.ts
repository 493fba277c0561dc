/** Loaded into a process before its own code: the last line of its stderr is what it used, by the kernel's count. */
process.on('exit', () => process.stderr.write(`\n${JSON.stringify(process.resourceUsage())}\n`));
