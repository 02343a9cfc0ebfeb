# Three images from one build: `api`, `grader` and `migrate`. See docs/guides/run-it-for-a-class.md.
FROM node:24-bookworm-slim AS build
WORKDIR /ipclab
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim AS base
ENV NODE_ENV=production
WORKDIR /ipclab
COPY --from=build /ipclab/package.json ./
COPY --from=build /ipclab/node_modules ./node_modules
COPY --from=build /ipclab/dist ./dist
# Lessons, tasks and exercises are content, read at run time.
COPY --from=build /ipclab/libs/mechanisms ./libs/mechanisms

FROM base AS api
# The api faces the network and starts no programs: an ordinary user, and nothing installed that it could start.
USER node
ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
CMD ["node", "dist/apps/api/src/main.js"]

FROM base AS migrate
COPY --from=build /ipclab/prisma ./prisma
COPY --from=build /ipclab/.config ./.config
USER node
CMD ["node", ".config/start/prepare-database.mjs"]

FROM base AS grader
# What the sandbox is made of; the same list as in .config/setup/debian-packages.mjs.
RUN apt-get update \
  && apt-get install -y --no-install-recommends bubblewrap strace mmdebstrap uidmap gcc libc6-dev libseccomp-dev \
  && rm -rf /var/lib/apt/lists/*/partial
COPY --from=build /ipclab/sandbox-images ./sandbox-images
VOLUME /var/cache/ipclab
CMD ["node", "dist/apps/grader/src/main.js"]
