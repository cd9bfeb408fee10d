# Soundings from its sources, in an image that has no compiler, no tests and no root.
FROM node:24-bookworm-slim AS build
WORKDIR /soundings
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# Without prepare.mjs the command takes itself for a package, which comes built.
RUN node scripts/build.mjs && npm prune --omit=dev && rm -r dist/scripts/bench scripts/prepare.mjs

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data DEMO=off
WORKDIR /soundings
COPY --from=build /soundings/package.json /soundings/LICENSE ./
COPY --from=build /soundings/node_modules node_modules
COPY --from=build /soundings/dist dist
COPY --from=build /soundings/views views
COPY --from=build /soundings/scripts scripts
RUN install -d -o node -g node -m 700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# What was accepted has half a minute to finish: stop with --stop-timeout 45.
ENTRYPOINT ["node", "--enable-source-maps", "scripts/soundings.mjs"]
CMD ["serve"]
