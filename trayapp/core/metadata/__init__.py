"""Takes out of a picture what tells of anything but the picture: place, time, camera, person, program, thumbnails.

Nothing is decoded and nothing encoded anew: every pixel stays as it was. What a picture is, its first bytes say, never
its name. Taken out are EXIF (but the orientation), XMP, IPTC, ICC profiles, comments and texts, thumbnails, further
pictures behind the first, and whatever stands where nothing belongs, such as bytes behind the end. What is kept is
what is known to be needed for showing it; what is not known goes.

Files that are no pictures go as they are: SVG, PDF and office documents too, for they are documents, whose words and
properties belong to what the employee wants to send.
"""

from __future__ import annotations

from trayapp.core.metadata.cleaning import LARGEST, BadPicture, Cleaned, clean, clean_file
from trayapp.core.metadata.kinds import HEAD, Kind, kind_of

__all__ = ["HEAD", "LARGEST", "BadPicture", "Cleaned", "Kind", "clean", "clean_file", "kind_of"]
