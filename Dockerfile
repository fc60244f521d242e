# The page with its index inside, served as an ordinary user:
#   docker build -t aanzet . && docker run --rm -p 127.0.0.1:7860:7860 aanzet
# TORCH_OPTIONS: what pip needs to find PyTorch's CPU build, see README (pip may else fetch several GB).
FROM python:3.11-slim AS build
ARG TORCH_OPTIONS=""
WORKDIR /build
RUN python -m venv /opt/aanzet
COPY constraints.txt ./
RUN /opt/aanzet/bin/python -m pip install --no-compile --no-cache-dir --disable-pip-version-check ${TORCH_OPTIONS} -c constraints.txt torch
COPY pyproject.toml README.md LICENSE ./
COPY corpus corpus
COPY ingest ingest
COPY index index
COPY app app
COPY eval eval
RUN /opt/aanzet/bin/python -m pip install --no-compile --no-cache-dir --disable-pip-version-check ${TORCH_OPTIONS} -c constraints.txt .
# What these two import is compiled, and nothing else of the 15,000 files.
RUN AANZET_HOME=/var/lib/aanzet AANZET_OFFLINE=1 /opt/aanzet/bin/aanzet index && /opt/aanzet/bin/python -c "import app.web.server"

FROM python:3.11-slim
RUN useradd --system --home-dir /var/lib/aanzet --shell /usr/sbin/nologin aanzet
COPY --from=build /opt/aanzet /opt/aanzet
COPY --from=build --chown=aanzet:aanzet /var/lib/aanzet /var/lib/aanzet
ENV AANZET_HOME=/var/lib/aanzet PATH=/opt/aanzet/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER aanzet
VOLUME /var/lib/aanzet
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s CMD ["python", "-c", "import urllib.request as ask; ask.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
CMD ["aanzet", "chat", "--host", "0.0.0.0", "--open"]
