"""reader NAME COUNT: prints COUNT whole records.

Everything but the arguments is yours. Write with os.write until all is out.
"""

import sys


def main():
    if len(sys.argv) != 3:
        print("usage: reader NAME COUNT", file=sys.stderr)
        return 2
    print(f"reader: {sys.argv[2]} snapshots of {sys.argv[1]} would come here", file=sys.stderr)
    return 4


sys.exit(main())
