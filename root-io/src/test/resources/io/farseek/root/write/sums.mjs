// Reads a tree with JSROOT and prints, per branch: name, number of values, sum, sum of value times position.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
const [home, path, treeName, ...branches] = process.argv.slice(2);
const part = name => import(pathToFileURL(createRequire(home + '/package.json').resolve(name)));
const { openFile } = await part('jsroot/io');
const { TSelector, treeProcess } = await part('jsroot/tree');
const bytes = readFileSync(path);
const file = await openFile(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const tree = await file.readObject(treeName);
for (const name of branches) {
    let count = 0, sum = 0, weighted = 0;
    const add = value => {
        if (value !== null && typeof value === 'object') {
            for (let i = 0; i < value.length; i++) add(value[i]);
        } else {
            count++;
            sum += Number(value);
            weighted += count * Number(value);
        }
    };
    const selector = new TSelector();
    selector.addBranch(name, 'value');
    selector.Process = function () { add(this.tgtobj.value); };
    await treeProcess(tree, selector);
    console.log(name, count, sum, weighted);
}
