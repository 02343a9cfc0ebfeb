import { createRequire } from 'node:module';
import { Language, Parser, type Point, type TreeCursor } from 'web-tree-sitter';
import type { LanguageId } from '#libs/contracts/language';

/**
 * Where something is, in rows and columns from 0: a node's own text ends where its first child begins, and what closes a node is at
 * its end.
 */
export interface Place {
  readonly startRow: number;
  readonly startColumn: number;
  endRow: number;
  endColumn: number;
}

/** A node of the syntax tree opens, is named, or closes. */
export interface Token {
  readonly text: string;
  readonly place: Place;
}

interface OpenNode {
  readonly isTold: boolean;
  readonly place: Place;
  readonly end: Place;
}

/** What a parser made of a text; `isPartly` where it did not understand some of it and went on behind that. */
export interface Tokens {
  readonly tokens: readonly Token[];
  readonly isPartly: boolean;
}

/** A file of 256 KiB is parsed in about a second; what takes longer than this is made to. */
const parseMs = 10_000;

/** A grammar, and the parser that reads by it. */
export class Tokenizer {
  private constructor(private readonly parser: Parser) {}

  /** Grammars are WebAssembly: a text that breaks one of them breaks nothing around it. */
  static async open(language: LanguageId): Promise<Tokenizer> {
    await Parser.init();
    const require = createRequire(import.meta.url);
    const grammar = require.resolve(`tree-sitter-${language}/tree-sitter-${language}.wasm`);
    return new Tokenizer(new Parser().setLanguage(await Language.load(grammar)));
  }

  /**
   * The named nodes of a text, in the form that Dolos gives them: names of people's own choosing and comments are not in it. Null where
   * the parser did not come to an end.
   */
  tokenize(text: string): Tokens | null {
    const beganMs = performance.now();
    const isLate = () => performance.now() - beganMs > parseMs;
    const tree = this.parser.parse(text, null, { progressCallback: isLate });
    if (tree === null) {
      this.parser.reset();
      return null;
    }
    const cursor = tree.walk();
    try {
      return { tokens: walk(cursor), isPartly: tree.rootNode.hasError };
    } finally {
      cursor.delete();
      tree.delete();
    }
  }
}

// Not by recursion: a program may be nested as deeply as its author likes.
function walk(cursor: TreeCursor): Token[] {
  const tokens: Token[] = [];
  const open: OpenNode[] = [];
  for (;;) {
    const isNamed = cursor.nodeIsNamed;
    if (isNamed) enter(cursor, tokens, open);
    if (isNamed && cursor.gotoFirstChild()) continue;
    if (isNamed) leave(tokens, open);
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return tokens;
      leave(tokens, open);
    }
  }
}

function enter(cursor: TreeCursor, tokens: Token[], open: OpenNode[]): void {
  const { nodeType, startPosition, endPosition } = cursor;
  const place = between(startPosition, endPosition);
  const isTold = !nodeType.includes('comment');
  open.push({ isTold, place, end: between(endPosition, endPosition) });
  if (isTold) tokens.push({ text: '(', place }, { text: nodeType, place });
}

function leave(tokens: Token[], open: OpenNode[]): void {
  const node = open.pop();
  if (node === undefined) return;
  const { isTold, place, end } = node;
  if (isTold) tokens.push({ text: ')', place: end });
  const around = open.at(-1)?.place;
  if (around !== undefined && isBefore(place, around)) {
    around.endRow = place.startRow;
    around.endColumn = place.startColumn;
  }
}

const between = (start: Point, end: Point): Place => ({
  startRow: start.row,
  startColumn: start.column,
  endRow: end.row,
  endColumn: end.column,
});

/** Whether a node begins before the end of the one around it, whose own text then ends there. */
function isBefore(inner: Place, outer: Place): boolean {
  return (
    inner.startRow < outer.endRow || (inner.startRow === outer.endRow && inner.startColumn < outer.endColumn)
  );
}
