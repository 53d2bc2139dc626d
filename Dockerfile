# readingroom as a container:
#
#   docker build -t readingroom .
#   docker run --rm -v "$PWD:/work" -u "$(id -u):$(id -g)" readingroom convert FILE.pdf -o text
#
# Debian itself, not the python image: Tesseract and Poppler come from Debian in
# any case, its Python 3.11 is what `make setup` finds there, and the python image
# would add a second one.
FROM debian:bookworm-slim AS system

COPY scripts/ /tmp/scripts/
RUN sh /tmp/scripts/install-system.sh --runtime \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old \
        /var/log/apt /var/log/dpkg.log /tmp/scripts

# Everything needed only to install; nothing of it but /opt/venv is kept.
FROM system AS build

COPY scripts/ /src/scripts/
RUN sh /src/scripts/install-system.sh

WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_NO_CACHE_DIR=1
# The locks come before the code, so that a change of code reuses this layer.
# setuptools builds the package; its pin and hashes are in the development lock.
# --no-deps as in the Makefile: the locks are complete.
COPY requirements.lock requirements-dev.lock ./
RUN sed -n '/^setuptools==/,/[^\\]$/p' requirements-dev.lock > build.lock \
    && python3 -m venv /opt/venv \
    && /opt/venv/bin/pip install --quiet --no-deps --require-hashes -r requirements.lock -r build.lock

COPY pyproject.toml README.md LICENSE ./
COPY ocr/ ocr/
COPY cleanup/ cleanup/
COPY flows/ flows/
COPY samples/ samples/
RUN /opt/venv/bin/pip install --quiet --no-deps --no-build-isolation . \
    && /opt/venv/bin/pip uninstall --quiet --yes setuptools pip

FROM system

COPY --from=build /opt/venv /opt/venv
# A home and a work folder that any user may write: `docker run -u` brings user
# ids that this image has never heard of, so that the output belongs to them.
RUN useradd --uid 1000 --user-group --no-create-home --home-dir /home/reader reader \
    && install -d -m 1777 /home/reader /work
ENV PATH=/opt/venv/bin:$PATH HOME=/home/reader LANG=C.UTF-8
USER reader
WORKDIR /work
ENTRYPOINT ["readingroom"]
CMD ["--help"]
