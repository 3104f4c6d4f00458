/** TypeScript versions × module resolutions. `node` (node10) is deprecated in 6 and gone in 7. */
export interface Cell {
  readonly typescript: "5.6" | "5.9" | "6" | "7";
  readonly resolution: "bundler" | "nodenext" | "node";
}

const PACKAGES = {
  "5.6": "typescript-5.6",
  "5.9": "typescript-5.9",
  "6": "typescript-6",
  "7": "typescript",
} as const;

export const cells: readonly Cell[] = (["5.6", "5.9", "6", "7"] as const).flatMap((typescript) =>
  (["bundler", "nodenext", "node"] as const)
    .filter((resolution) => !(typescript === "7" && resolution === "node"))
    .map((resolution) => ({ typescript, resolution })),
);

/** The folder of node_modules that holds the cell's compiler. */
export function compilerOf({ typescript }: Cell): string {
  return PACKAGES[typescript];
}

/** The options of a strict app that checks what it depends on, and publishes its own types. */
export function optionsOf({ typescript, resolution }: Cell): Record<string, unknown> {
  return {
    target: "ES2022",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    module: resolution === "nodenext" ? "NodeNext" : "ESNext",
    moduleResolution: resolution,
    ...(typescript === "6" && resolution === "node" && { ignoreDeprecations: "6.0" }),
    jsx: "react-jsx",
    types: ["node"],
    strict: true,
    skipLibCheck: false,
    esModuleInterop: true,
    declaration: true,
    emitDeclarationOnly: true,
  };
}
