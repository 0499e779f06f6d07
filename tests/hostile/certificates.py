"""Certificates that are good, and bad in one way each, of an authority that the test's program trusts."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
DAY = timedelta(days=1)
KINDS = ("good", "self-signed", "wrong host", "expired", "not yet valid", "weak", "old protocol", "plain")
"""`plain`: it is spoken to in TLS, and answers without."""


class Authority:
    """Signs what a test needs. `trusted`: the file by which programs trust it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of tests")])
        made = self._builder(self._name, self._key, DAY).add_extension(
            x509.BasicConstraints(True, None), critical=True
        )
        self.trusted = folder / "trusted.pem"
        self.trusted.write_bytes(_pem(made.sign(self._key, hashes.SHA256())))

    def context(self, kind: str) -> ssl.SSLContext | None:
        """How a server of that kind talks; `None`: not in TLS."""
        if kind == "plain":
            return None
        key: Key = (
            rsa.generate_private_key(65537, 1024)
            if kind == "weak"
            else ec.generate_private_key(ec.SECP256R1())
        )
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A portal")])
        alone = kind == "self-signed"
        begins = {"expired": -30 * DAY, "not yet valid": 5 * DAY}.get(kind, -DAY)
        host: x509.GeneralName = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        if kind == "wrong host":
            host = x509.DNSName("portal.example")
        builder = self._builder(subject, key, begins, subject if alone else self._name)
        builder = builder.add_extension(x509.SubjectAlternativeName([host]), critical=False)
        signed = builder.sign(key if alone else self._key, hashes.SHA256())
        return self._loaded(kind, signed, key)

    def _loaded(self, kind: str, signed: x509.Certificate, key: Key) -> ssl.SSLContext:
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        held = self._folder / f"{kind}.pem"
        held.write_bytes(_pem(signed) + private)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("ALL:@SECLEVEL=0")
        if kind == "old protocol":
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.load_cert_chain(held)
        return context

    def _builder(
        self, subject: x509.Name, key: Key, begins: timedelta, issuer: x509.Name | None = None
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer or subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + begins - (2 * DAY if issuer is None else timedelta()))
            .not_valid_after(now + begins + 10 * DAY)
        )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
