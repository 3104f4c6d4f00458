/** What the figures were taken on. Nothing that names the machine or its folders. */
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

export function machine() {
  const model = cpus()[0]?.model.trim() || "unknown processor";
  const memory = Math.round(totalmem() / 2 ** 30);
  const [load] = loadavg();
  return [
    `${availableParallelism()} cores (${model}), ${memory} GB of memory, load ${load.toFixed(1)} at the start`,
    `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
    new Date().toISOString().slice(0, 10),
  ];
}
