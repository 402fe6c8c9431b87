# Builds the image of the server: one binary, the C library, and nothing else. No shell, no package manager.
#
#   docker build -t latchkey .
#
# The image listens on port 3000, keeps its SQLite database in /data and runs as user 65532. It works with a
# read-only root: see compose.yaml.

# Trixie has Node 20, which builds the site.
FROM docker.io/library/rust:1.95-trixie AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends nodejs npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# The caches outlive a build; the result doesn't stay in them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/root/.cache \
    --mount=type=cache,target=/src/target \
    make release && deploy/image-root target/release/server /image

FROM scratch
COPY --from=build /image/files /
COPY --from=build --chown=65532:65532 /image/data /data
USER 65532:65532
WORKDIR /data
ENV LATCHKEY_ADDR=0.0.0.0:3000
EXPOSE 3000
VOLUME /data
# The server finishes the requests that are in progress.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=10s CMD ["/server", "health"]
ENTRYPOINT ["/server"]
