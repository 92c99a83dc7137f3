"""Addresses of the console under the recordings of a project."""

from django.urls import path

from heng.faces.console import recordings

urlpatterns = [
    path("", recordings.recordings, name="recordings"),
    path("begin/", recordings.begin, name="recording_begin"),
    path("<int:recording>/", recordings.recording, name="recording"),
    path("<int:recording>/chunks/<int:sequence>/", recordings.chunk, name="recording_chunk"),
    path("<int:recording>/end/", recordings.end, name="recording_end"),
    path("<int:recording>/index.m3u8", recordings.index, name="recording_index"),
    path("<int:recording>/<int:sequence>.m4s", recordings.segment, name="recording_segment"),
    path("<int:recording>/init-<int:sequence>.mp4", recordings.init, name="recording_init"),
]
