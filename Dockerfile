# The agent: built with the SDK, run on the ASP.NET runtime as a user without rights, on a root that is not written to.
ARG DOTNET_VERSION=10.0

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION} AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Observe.Agent -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}
COPY --from=build /app /app
# Volumes that are made from here belong to the agent's user: 1654 is the image's "app".
RUN install -d -m 0700 -o 1654 -g 1654 /data && install -d -o 1654 -g 1654 /logs/demo
ENV OBSERVE__DATA=/data \
    OBSERVE__LISTEN=0.0.0.0:9464 \
    DOTNET_EnableDiagnostics=0 \
    HOME=/tmp
USER 1654:1654
WORKDIR /app
VOLUME /data
EXPOSE 9464 4317 4318
HEALTHCHECK --interval=15s --timeout=6s --start-period=20s --retries=3 CMD ["/app/observe", "healthcheck"]
ENTRYPOINT ["/app/observe"]
CMD ["agent"]
