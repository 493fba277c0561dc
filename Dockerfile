# One image, two commands: `node server/app/main.ts` (web, the default) and `node jobs/main.ts` (worker).
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web web
COPY server server
COPY tsconfig.json ./
RUN npx vite build web

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/web/dist web/dist
COPY package.json LICENSE NOTICE ./
COPY server server
COPY jobs jobs
USER node
EXPOSE 3000
CMD ["node", "server/app/main.ts"]
